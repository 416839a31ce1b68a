package io.gridwork.indexer.app;

import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.View;
import io.gridwork.network.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Gridwork's own contracts, and the views that make their events readable. */
final class GridworkPreset {
    static final String NAME = "gridwork";
    private static final List<String> CONTRACTS =
            List.of("Vault", "NodeStaking", "JobEscrow", "ProgramRegistry", "Jury");

    /** In the order of creation: a view may use those before it. */
    private static final List<String> VIEWS = List.of(
            "seats",
            "jobs",
            "nodes",
            "vault_balances",
            "earnings_daily",
            "slashes",
            "disputes",
            "challenges",
            "jurors",
            "price_index",
            "energy",
            "accounting");

    private GridworkPreset() {}

    static List<ContractConfig> contracts(Deployment deployment) {
        return CONTRACTS.stream().map(name -> contract(deployment, name)).toList();
    }

    /** Of no network: only their tables are of use. */
    static List<ContractConfig> contracts() {
        return CONTRACTS.stream().map(GridworkPreset::nowhere).toList();
    }

    private static ContractConfig nowhere(String name) {
        return new ContractConfig(name, AbiFiles.bundled(name), Set.of(), Long.MAX_VALUE);
    }

    private static ContractConfig contract(Deployment deployment, String name) {
        try {
            Deployment.Contract contract = deployment.contract(name);
            return new ContractConfig(name, AbiFiles.bundled(name), Set.of(contract.address()), contract.blockNumber());
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    static List<View> views() {
        return VIEWS.stream().map(GridworkPreset::view).toList();
    }

    private static View view(String name) {
        String resource = "/io/gridwork/indexer/preset/gridwork/" + name + ".sql";
        try (InputStream in = GridworkPreset.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is missing");
            return View.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }
}
