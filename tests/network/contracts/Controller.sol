// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Livepeer's Controller, as far as crawlers ask it.
contract Controller {
    mapping(bytes32 => address) private contracts;

    function setContract(string calldata name, address at) external {
        contracts[keccak256(bytes(name))] = at;
    }

    function getContract(bytes32 id) external view returns (address) {
        return contracts[id];
    }
}
