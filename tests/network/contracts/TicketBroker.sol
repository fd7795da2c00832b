// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Livepeer's TicketBroker, where any ticket wins.
contract TicketBroker {
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
        emit WinningTicketRedeemed(sender, recipient, faceValue, 1, 2, 3, abi.encodePacked(block.number));
    }
}
