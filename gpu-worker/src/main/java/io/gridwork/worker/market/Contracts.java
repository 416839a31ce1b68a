package io.gridwork.worker.market;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.ErrorDecoder;
import io.gridwork.abi.ErrorSchema;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.FunctionSchema;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The network's contracts on one chain: where they are, what they can be asked, what their errors mean. */
public final class Contracts {
    /** The contracts the worker speaks with. Their names are those of artifacts and deployment record. */
    public enum Name {
        ESCROW("JobEscrow"),
        STAKING("NodeStaking"),
        VAULT("Vault"),
        PROGRAMS("ProgramRegistry"),
        JURY("Jury"),
        LENS("MarketLens");

        private final String text;

        Name(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Functions of any ERC-20 (EIP-20). */
    private static final ContractAbi ERC20 = ContractAbi.parse("""
            [{"type":"function","name":"approve","stateMutability":"nonpayable","outputs":[],
              "inputs":[{"name":"spender","type":"address"},{"name":"value","type":"uint256"}]},
             {"type":"function","name":"allowance","stateMutability":"view","outputs":[{"name":"","type":"uint256"}],
              "inputs":[{"name":"owner","type":"address"},{"name":"spender","type":"address"}]},
             {"type":"function","name":"balanceOf","stateMutability":"view","outputs":[{"name":"","type":"uint256"}],
              "inputs":[{"name":"account","type":"address"}]},
             {"type":"function","name":"decimals","stateMutability":"view","outputs":[{"name":"","type":"uint8"}],"inputs":[]},
             {"type":"function","name":"symbol","stateMutability":"view","outputs":[{"name":"","type":"string"}],"inputs":[]}]
            """);

    /** Each network has a seed source of its own; the jury passes on what it says. */
    private static final ContractAbi SEED_SOURCE = load("ISeedSource");

    private final ChainClient client;
    private final Deployment deployment;
    private final Map<Name, ContractAbi> abis = new EnumMap<>(Name.class);

    /** @throws io.gridwork.rpc.ChainException.Fatal when the node is of another chain than the deployment */
    public Contracts(ChainClient client, Deployment deployment) {
        this.client = client.requireChainId(deployment.chainId());
        this.deployment = deployment;
        for (Name name : Name.values()) {
            abis.put(name, load(name.text()));
        }
    }

    private static ContractAbi load(String name) {
        String resource = "/io/gridwork/contracts/artifacts/" + name + ".json";
        try (InputStream in = Contracts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path: build gridwork-contracts");
            }
            return ContractAbi.parse(
                    JsonMapper.shared().readTree(in).required("abi").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ChainClient client() {
        return client;
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Whether the network has it: not every one has a jury. */
    public boolean has(Name contract) {
        return deployment.contracts().containsKey(contract.text());
    }

    public Address address(Name contract) {
        return deployment.contract(contract.text()).address();
    }

    public EventSchema event(Name contract, String event) {
        return abi(contract).event(event);
    }

    /** What an error of any of them says. */
    public ErrorDecoder errors() {
        return new ErrorDecoder(allErrors());
    }

    private List<ErrorSchema> allErrors() {
        List<ErrorSchema> all = new ArrayList<>(SEED_SOURCE.errors());
        abis.values().forEach(abi -> all.addAll(abi.errors()));
        return all;
    }

    /** Name of the error with this selector; the selector itself when no contract of ours has one. */
    public String errorName(Bytes selector) {
        Optional<ErrorSchema> known = allErrors().stream()
                .filter(error -> error.selector().equals(selector))
                .findFirst();
        return known.map(ErrorSchema::name).orElse(selector.hex());
    }

    /** A call of a function, to be sent. */
    public Call call(Name contract, String function, Object... arguments) {
        return Call.of(address(contract), abi(contract).function(function).encode(arguments));
    }

    /** What a view function answers at a block. */
    public List<AbiValue> read(Name contract, String function, BlockTag block, Object... arguments) {
        return client.read(address(contract), abi(contract).function(function), block, arguments);
    }

    /** The struct that a view function answers with. */
    Struct struct(Name contract, String function, BlockTag block, Object... arguments) {
        FunctionSchema schema = abi(contract).function(function);
        AbiValue value =
                client.read(address(contract), schema, block, arguments).getFirst();
        return Struct.of(schema.outputs().getFirst().type(), value);
    }

    /** What a view function of an ERC-20 answers now. */
    public AbiValue token(Address token, String function, Object... arguments) {
        return token(token, BlockTag.LATEST, function, arguments);
    }

    /** What a view function of an ERC-20 answers at a block. */
    AbiValue token(Address token, BlockTag block, String function, Object... arguments) {
        return client.read(token, ERC20.function(function), block, arguments).getFirst();
    }

    /** An ERC-20's {@code approve}, to be sent. */
    public static Call approve(Address token, Address spender, Object amount) {
        return Call.of(token, ERC20.function("approve").encode(spender, amount));
    }

    private ContractAbi abi(Name contract) {
        ContractAbi abi = abis.get(contract);
        if (abi == null) throw new IllegalStateException("no ABI of " + contract);
        return abi;
    }
}
