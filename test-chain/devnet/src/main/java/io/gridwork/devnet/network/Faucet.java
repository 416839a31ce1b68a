package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Uint256;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Network;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.market.Amounts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Gives test money to whoever asks, on a development network. */
public final class Faucet implements AutoCloseable {

    private static final int STAKE_DECIMALS = 18;
    private static final int MONEY_DECIMALS = 6;

    private final ChainClient client;
    private final DeployedContracts contracts;
    private final Wallet wallet;

    /** @throws DevnetException if the network is no development network: its tokens cannot be made, and gas costs money */
    @SuppressWarnings("MissingSummary")
    public Faucet(Network network) {
        this.contracts = DeployedContracts.ofDevelopment(network);
        this.client = new ChainClient(network.rpc());
        if (client.chainId() != TestChain.CHAIN_ID)
            throw new DevnetException(network.rpc() + " serves chain " + client.chainId()
                    + ", and the deployment record is of chain " + TestChain.CHAIN_ID + ": start the network again");
        // An account of its own: the network itself may be sending with the others.
        Signer signer = Signer.ofPrivateKey(TestAccount.ALL.get(7).privateKey());
        this.wallet = new Wallet(client, signer, contracts);
    }

    /** Gives whole tokens; none is sent where an amount is zero. */
    public void give(Address account, BigInteger gas, BigInteger stake, BigInteger money) {
        give(wallet, contracts, account, gas, stake, money);
    }

    /** @param wallet pays the gas */
    @SuppressWarnings("MissingSummary")
    static void give(
            Wallet wallet,
            DeployedContracts contracts,
            Address account,
            BigInteger gas,
            BigInteger stake,
            BigInteger money) {
        List<Call> calls = new ArrayList<>();
        if (gas.signum() > 0) calls.add(Call.transfer(account, Uint256.of(units(gas, STAKE_DECIMALS))));
        if (stake.signum() > 0) calls.add(contracts.call("TestStake", "mint", account, units(stake, STAKE_DECIMALS)));
        if (money.signum() > 0) calls.add(contracts.call("TestUSDT", "mint", account, units(money, MONEY_DECIMALS)));
        wallet.send("give " + account + " test money", calls.toArray(Call[]::new));
    }

    private static BigInteger units(BigInteger whole, int decimals) {
        return whole.multiply(BigInteger.TEN.pow(decimals));
    }

    /** Such as "1 ETH, 1000 GWS, 1000 USDT". */
    public String balances(Address account) {
        return Amounts.text(client.balance(account, BlockTag.LATEST).toBigInteger(), STAKE_DECIMALS) + " ETH, "
                + Amounts.text(held("TestStake", account), STAKE_DECIMALS) + " GWS, "
                + Amounts.text(held("TestUSDT", account), MONEY_DECIMALS) + " USDT";
    }

    private BigInteger held(String token, Address account) {
        return contracts.read(client, token, "balanceOf", account).getFirst().toInteger();
    }

    @Override
    public void close() {
        client.close();
    }
}
