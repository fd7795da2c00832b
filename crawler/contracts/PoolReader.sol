// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// What is read of Livepeer's BondingManager.
interface IPool {
    function getFirstTranscoderInPool() external view returns (address);
    function getNextTranscoderInPool(address transcoder) external view returns (address);
}

/// Reads a part of the pool with its service URIs in one eth_call. It is never deployed: the call has no `to`, its data
/// is this constructor's code, and what a constructor returns is the call's answer.
///
/// The answer is abi.encode(address next, bytes entries): `next` is where the next part begins, zero at the end of the
/// pool. An entry is 20 bytes of address, and for each registry 2 bytes of length, big-endian, and the URI. It is packed
/// since nodes refuse an answer above 24,576 bytes, the limit of a contract's code, and the first byte is always zero
/// since they refuse 0xEF.
contract PoolReader {
    /// @param start the first to read, zero for the pool's first
    /// @param count the most to read
    /// @param limit bytes of entries above which no further one is added
    /// @param longest bytes after which a URI is cut off
    constructor(IPool pool, address[] memory registries, address start, uint256 count, uint256 limit, uint256 longest) {
        address at = start == address(0) ? pool.getFirstTranscoderInPool() : start;
        bytes memory entries;
        for (; count > 0 && at != address(0); count--) {
            bytes memory entry = abi.encodePacked(at);
            for (uint256 i = 0; i < registries.length; i++) {
                bytes memory uri = serviceUri(registries[i], at, longest);
                entry = abi.encodePacked(entry, uint16(uri.length), uri);
            }
            if (entries.length > 0 && entries.length + entry.length > limit) break;
            entries = abi.encodePacked(entries, entry);
            at = pool.getNextTranscoderInPool(at);
        }
        bytes memory answer = abi.encode(at, entries);
        assembly {
            return(add(answer, 32), mload(answer))
        }
    }

    /// Empty where the registry reverts, or answers anything else than a string.
    function serviceUri(address registry, address transcoder, uint256 longest) private view returns (bytes memory uri) {
        (bool answered, bytes memory data) =
            registry.staticcall(abi.encodeWithSignature("getServiceURI(address)", transcoder));
        if (!answered || data.length < 64) return "";
        uint256 offset;
        uint256 length;
        assembly {
            offset := mload(add(data, 32))
            length := mload(add(data, 64))
        }
        if (offset != 32 || length > data.length - 64) return "";
        if (length > longest) length = longest;
        uri = new bytes(length);
        for (uint256 i = 0; i < length; i++) uri[i] = data[64 + i];
    }
}
