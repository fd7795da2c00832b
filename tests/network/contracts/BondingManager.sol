// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// The pool of Livepeer's BondingManager: a linked list without a way to take it as a whole.
contract BondingManager {
    mapping(address => address) private next;
    address private first;
    address private last;

    function add(address[] calldata transcoders) external {
        for (uint256 i = 0; i < transcoders.length; i++) {
            if (last == address(0)) first = transcoders[i];
            else next[last] = transcoders[i];
            last = transcoders[i];
        }
    }

    /// Takes out the one behind `before`, or the first where that is zero.
    function removeAfter(address before) external {
        address gone = before == address(0) ? first : next[before];
        if (before == address(0)) first = next[gone];
        else next[before] = next[gone];
        if (last == gone) last = before;
        next[gone] = address(0);
    }

    function getFirstTranscoderInPool() external view returns (address) {
        return first;
    }

    function getNextTranscoderInPool(address transcoder) external view returns (address) {
        return next[transcoder];
    }
}
