package io.gridwork.worker.request;

import io.gridwork.abi.Bytes;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;

/**
 * A result as its event told it; nothing of it but the root is checked on chain.
 *
 * @param byOperator whether the node itself sent it: a stranger may copy a reveal with an address of his own
 * @param output the output itself when it rode in the event, else empty
 */
public record Delivered(NodeId node, int seat, boolean byOperator, ResultRoot root, String uri, Bytes output) {}
