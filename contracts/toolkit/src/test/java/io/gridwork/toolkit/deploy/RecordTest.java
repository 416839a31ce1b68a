package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRef;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.TestChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.FreshReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record that does not belong to the chain, or lies about it, is refused before anything is sent. */
@GridworkChain
@UnderLoad
class RecordTest {
    private static final Plan PLAN = Plan.parse(
            "test.yaml", "plan: test\ncontracts: {Token: {artifact: TestUSDT}, Stake: {artifact: TestStake}}");

    @TempDir
    Path folder;

    private final Network network;
    private Deployment record = new Deployment(0);

    RecordTest(TestChain chain) {
        network = Network.of(chain);
    }

    @BeforeEach
    void deploy() {
        record = network.apply(PLAN, folder, 0).record();
        assertThat(record.genesisHash()).isPresent();
    }

    @Test
    void of_another_chain() throws IOException {
        new Deployment(5, Optional.empty(), record.contracts()).write(file());
        refused("is of chain 5, and the node serves chain 1337");
    }

    /** The journal of this chain is still there, so nothing is sent twice. */
    @Test
    void of_a_development_chain_that_is_gone_is_set_aside() throws IOException {
        Deployment old = new Deployment(1337, Optional.of(Hash32.ZERO), record.contracts());
        old.write(file());
        assertThat(network.deployer(PLAN, folder).preview(Network.address(0)).steps())
                .hasSize(2)
                .allMatch(Step.Create.class::isInstance);
        assertThatThrownBy(() -> network.deployer(PLAN, folder).verify(Network.address(0)))
                .hasMessageContainingAll(
                        "this one began with " + record.genesisHash().orElseThrow(), "apply the plan");
        List<String> lines = new ArrayList<>();
        Applied applied = network.apply(PLAN, folder, 0, lines::add);
        assertThat(applied.record()).isEqualTo(record);
        Path aside = file().resolveSibling("1337-00000000.json");
        assertThat(lines.getFirst()).contains(file() + " is of an earlier chain 1337", "it is now " + aside);
        assertThat(Deployment.read(aside)).isEqualTo(old);
        assertThat(Deployment.read(file())).isEqualTo(record);
    }

    /** A development chain whose first block is the same at each start: its journal must not be taken for this chain's. */
    @Test
    void of_a_development_chain_with_the_same_first_block_is_set_aside() throws IOException {
        Address nobody = Address.parse("0x00000000000000000000000000000000000000aa");
        Deployment old = record;
        for (String name : record.contracts().keySet()) {
            old = old.with(name, with(record.contract(name), nobody, Hash32.ZERO));
        }
        old.write(file());
        List<String> lines = new ArrayList<>();
        Deployment now = network.apply(PLAN, folder, 0, lines::add).record();
        assertThat(lines.getFirst()).contains("none of its contracts is on this one");
        assertThat(now.contract("Token").address())
                .isNotEqualTo(record.contract("Token").address());
        assertThat(network.deployer(PLAN, folder).verify(Network.address(0)).isGood())
                .isTrue();
    }

    /** The same account deploys to the same addresses on every development chain: the block of the first transaction tells them apart. */
    @Test
    void of_a_development_chain_with_the_same_addresses_is_set_aside() throws IOException {
        Deployment old = new Deployment(1337, record.genesisHash(), record.contracts())
                .startingIn(new BlockRef(record.firstBlock(), Hash32.ZERO));
        for (String name : record.contracts().keySet()) {
            old = old.with(
                    name, with(record.contract(name), record.contract(name).address(), Hash32.ZERO));
        }
        old.write(file());
        RecordFile file = new RecordFile(folder, 1337, record.genesisHash());
        assertThat(file.gone(network.client(), new FreshReads(network.client())))
                .hasValueSatisfying(why -> assertThat(why).contains("is of an earlier chain 1337"));
        record.startingIn(new BlockRef(record.firstBlock(), Hash32.ZERO)).write(file());
        assertThat(file.gone(network.client(), new FreshReads(network.client())))
                .as("the chain has lost that block, and has the transactions in another")
                .isEmpty();
    }

    @Test
    void names_the_block_of_the_first_transaction() {
        assertThat(record.firstTransaction().orElseThrow().number()).isEqualTo(record.firstBlock());
    }

    /** Such a node goes on with the journal that is there, and so does the next one. */
    @Test
    void of_a_node_without_the_first_block_keeps_its_journal() throws IOException {
        Path journal = new RecordFile(folder, 1337, record.genesisHash()).journal();
        assertThat(journal).exists();
        assertThat(new RecordFile(folder, 1337, Optional.empty()).journal()).isEqualTo(journal);
        Files.delete(file());
        assertThat(new RecordFile(folder, 1337, Optional.empty()).journal()).isEqualTo(journal);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path unnamed = new RecordFile(elsewhere, 1337, Optional.empty()).journal();
        Files.createFile(unnamed);
        assertThat(new RecordFile(elsewhere, 1337, record.genesisHash()).journal())
                .isEqualTo(unnamed);
    }

    @Test
    void of_a_public_chain_is_never_set_aside() throws IOException {
        RecordFile file = new RecordFile(folder, 5, Optional.of(Hash32.ZERO));
        new Deployment(5, record.genesisHash(), record.contracts()).write(file.path());
        assertThat(file.gone(network.client(), new FreshReads(network.client())))
                .isEmpty();
        assertThatThrownBy(file::read)
                .hasMessageContainingAll("this one began with " + Hash32.ZERO, "another deployments directory");
    }

    @Test
    void without_a_genesis_is_taken_by_what_it_says() throws IOException {
        new Deployment(1337, Optional.empty(), record.contracts()).write(file());
        assertThat(network.apply(PLAN, folder, 0).transactions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'',neither", "'{}',chainId", "'{\"chainId\": 1337, \"contracts\": {\"Token\": {}}}',Token"})
    void that_is_no_record(String text, String part) throws IOException {
        Files.writeString(file(), text);
        refused("deployment record " + file(), "the journal beside it knows");
    }

    @Test
    void that_is_lost_comes_back_from_the_journal() throws IOException {
        long nonce = network.nonce(0);
        Files.delete(file());
        network.apply(PLAN, folder, 0);
        assertThat(Deployment.read(file())).isEqualTo(record);
        assertThat(network.nonce(0)).isEqualTo(nonce);
    }

    @Test
    void with_an_address_that_has_no_code() throws IOException {
        Address nobody = Address.parse("0x00000000000000000000000000000000000000aa");
        write("Token", token -> with(token, nobody, token.transactionHash()));
        refused("contract Token (test.yaml:2)", "there is no code at " + nobody);
    }

    @Test
    void with_the_address_of_another_contract() throws IOException {
        Address other = record.contract("Stake").address();
        write("Token", token -> with(token, other, token.transactionHash()));
        refused("contract Token", "did not create " + other);
        write("Token", token -> with(token, other, record.contract("Stake").transactionHash()));
        refused("contract Token", "was not made from this artifact and these arguments");
    }

    /** A node that has dropped old transactions: the constructor is run again and what it makes is compared. */
    @Test
    void whose_transaction_the_node_no_longer_has() throws IOException {
        write("Token", token -> with(token, token.address(), Hash32.ZERO));
        assertThat(network.deployer(PLAN, folder).verify(Network.address(0)).isGood())
                .isTrue();
        Address other = record.contract("Stake").address();
        write("Token", token -> with(token, other, Hash32.ZERO));
        refused("contract Token", "the code at " + other + " has hash ", "ask a node that keeps all transactions");
    }

    @Test
    void contract_addresses_follow_from_sender_and_nonce() {
        Address sender = Address.parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
        // The vectors of the Ethereum Stack Exchange question "How is the address of an Ethereum contract computed?".
        assertThat(Previewer.created(sender, 0)).isEqualTo(Address.parse("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"));
        assertThat(Previewer.created(sender, 1)).isEqualTo(Address.parse("0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"));
        assertThat(Previewer.created(sender, 2)).isEqualTo(Address.parse("0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91"));
    }

    private Path file() {
        return network.deployer(PLAN, folder).record();
    }

    private void write(String contract, UnaryOperator<Deployment.Contract> change) throws IOException {
        record.with(contract, change.apply(record.contract(contract))).write(file());
    }

    private static Deployment.Contract with(Deployment.Contract contract, Address address, Hash32 transaction) {
        return new Deployment.Contract(
                address, transaction, contract.blockNumber(), contract.constructorArguments(), contract.initCodeHash());
    }

    private void refused(String... parts) {
        long nonce = network.nonce(0);
        assertThatThrownBy(() -> network.apply(PLAN, folder, 0)).hasMessageContainingAll(parts);
        assertThat(network.nonce(0)).isEqualTo(nonce);
    }
}
