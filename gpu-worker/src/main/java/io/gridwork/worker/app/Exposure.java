package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.worker.market.Amounts;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;

/** What an owner puts at risk: as a sentence. */
record Exposure(Address market, Address jury, String amount, String symbol) {
    static Exposure of(Contracts contracts, ChainReader reader, BigInteger allowance) {
        Address token = reader.stakeToken();
        return new Exposure(
                contracts.address(Name.ESCROW),
                contracts.address(Name.JURY),
                Amounts.text(allowance, reader.decimals(token)),
                reader.symbol(token));
    }

    @Override
    public String toString() {
        return "The market " + market + " and its jury " + jury + " can lock and take at most " + amount + " " + symbol
                + " of the stake together";
    }
}
