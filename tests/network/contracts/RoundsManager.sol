// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

contract RoundsManager {
    uint256 public immutable currentRound;

    constructor(uint256 round) {
        currentRound = round;
    }
}
