package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Behaviour.OnNode;
import io.gridwork.testchain.faults.Behaviour.WhilePlayed;

/**
 * Things that happen to the chain or to the node's pool. Those of one moment happen before the next request that they concern is passed
 * on; on healing they stay. The others last until the node is healed.
 */
public enum NodeFault implements Fault {
    REORG,
    POOL_LOST,
    FOREIGN_TRANSACTION,
    BASE_FEE_JUMPS,
    MINES_ON_DEMAND,
    LEGACY_CHAIN,
    FREE_GAS;

    Traits traits() {
        return switch (this) {
            case REORG ->
                Traits.of(
                                "the newest blocks are replaced by empty ones; their transactions are gone",
                                new OnNode(NodePlays::reorg))
                        .rhythm(new Rhythm.Times(1))
                        .amount(1, "blocks")
                        .onAnvil();
            case POOL_LOST ->
                Traits.of(
                                "the node forgets all transactions that are not mined, as after a restart",
                                new OnNode(NodePlays::loseTheirPool))
                        .rhythm(new Rhythm.Times(1))
                        .onAnvil();
            case FOREIGN_TRANSACTION ->
                Traits.of(
                                "another program with the same account sends a transaction first and takes the nonce",
                                new OnNode(NodePlays::foreignTransaction))
                        .rhythm(new Rhythm.Times(1))
                        .on("eth_sendRawTransaction")
                        .onAnvil();
            case BASE_FEE_JUMPS ->
                Traits.of(
                                "the base fee of the next block is a multiple of the present one",
                                new OnNode(NodePlays::raiseBaseFee))
                        .rhythm(new Rhythm.Times(1))
                        .amount(10, "times")
                        .onAnvil();
            case MINES_ON_DEMAND ->
                Traits.of(
                                "blocks come only when somebody asks for them (anvil_mine)",
                                new WhilePlayed(NodePlays::stopMining, (call, _, next) -> next.apply(call)))
                        .onAnvil();
            case LEGACY_CHAIN ->
                Traits.of(
                        "no base fee, no eth_maxPriorityFeePerGas, no eth_feeHistory; only legacy transactions are taken",
                        Behaviour.onCall(NodePlays::legacy));
            case FREE_GAS ->
                Traits.of(
                                "gas costs nothing: base fee, gas price and tip are 0",
                                new WhilePlayed(NodePlays::freeGas, NodePlays::free))
                        .onAnvil();
        };
    }
}
