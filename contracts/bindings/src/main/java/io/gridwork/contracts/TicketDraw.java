package io.gridwork.contracts;

import io.gridwork.abi.Hash32;

/**
 * What a node's ticket draws for a dispute. The lowest draws of a class make its jury.
 *
 * @param ticket number of the ticket among the node's
 * @param value 64 bits without a sign, as {@code IJury.drawOf} gives them
 */
public record TicketDraw(long ticket, long value) implements Comparable<TicketDraw> {
    /** The upper 64 bits of keccak256(abi.encode(seed, jobId, nodeId, ticket)). */
    public static TicketDraw of(Hash32 seed, JobId job, NodeId node, long ticket) {
        Hash32 hash = Words.keccak256(seed, job.value(), Words.word(node.value()), Words.word(ticket));
        return new TicketDraw(ticket, hash.w3());
    }

    /** By the value; equal values by the ticket. */
    @Override
    public int compareTo(TicketDraw that) {
        int byValue = Long.compareUnsigned(value, that.value);
        return byValue == 0 ? Long.compare(ticket, that.ticket) : byValue;
    }
}
