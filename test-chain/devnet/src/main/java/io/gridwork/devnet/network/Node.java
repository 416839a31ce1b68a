package io.gridwork.devnet.network;

import io.gridwork.contracts.NodeId;
import java.math.BigInteger;

/**
 * A registered node.
 *
 * @param name for people and file names, such as {@code worker-1}
 * @param owner cold key: staked for it and is paid
 * @param operator hot key: the worker signs with it
 * @param stake in the smallest unit of the stake token
 */
public record Node(String name, NodeId id, Account owner, Account operator, BigInteger stake) {}
