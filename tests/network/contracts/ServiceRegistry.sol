// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Livepeer's ServiceRegistry, where anybody may register for anybody.
contract ServiceRegistry {
    mapping(address => string) private uris;
    mapping(address => bool) private reverting;

    function set(address transcoder, string calldata uri) external {
        uris[transcoder] = uri;
    }

    function setReverting(address transcoder) external {
        reverting[transcoder] = true;
    }

    function getServiceURI(address transcoder) external view returns (string memory) {
        require(!reverting[transcoder], "no such orchestrator");
        return uris[transcoder];
    }
}

contract AIServiceRegistry is ServiceRegistry {}
