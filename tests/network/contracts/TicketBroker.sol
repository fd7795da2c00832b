// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Livepeer's TicketBroker, where any ticket wins. As there, what a ticket promises is one event, and what is paid of it,
/// if anything, is another.
contract TicketBroker {
    event WinningTicketTransfer(address indexed sender, address indexed recipient, uint256 amount);
    event WinningTicketRedeemed(
        address indexed sender,
        address indexed recipient,
        uint256 faceValue,
        uint256 winProb,
        uint256 senderNonce,
        uint256 recipientRand,
        bytes auxData
    );

    function redeem(address sender, address recipient, uint256 faceValue) external {
        redeemFor(sender, recipient, faceValue, faceValue);
    }

    /// A sender whose deposit and reserve hold `amount` alone.
    function redeemFor(address sender, address recipient, uint256 faceValue, uint256 amount) public {
        if (amount > 0) emit WinningTicketTransfer(sender, recipient, amount);
        emit WinningTicketRedeemed(sender, recipient, faceValue, 1, 2, 3, abi.encodePacked(block.number));
    }
}
