package io.gridwork.worker.request;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.contracts.Consent;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.job.OrderJson;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order that its requester has signed, and the work it is for. Anyone may post it, once; it holds no secret, but it is as good as money to the
 * one who can do the work.
 *
 * @param signature over the job id, which is the order's EIP-712 digest
 * @param consent to the market taking the money, which whoever posts it shows to the vault; empty where the vault had it already
 */
public record SignedOrder(
        long chainId, Address market, JobOrder order, JobSpec spec, Bytes signature, Optional<SignedConsent> consent) {
    /**
     * A consent and its signature. It can be shown as long as the order can be posted.
     *
     * @param signature over the digest of {@link Consent}
     */
    public record SignedConsent(long deadline, Bytes signature) {}

    /** @throws IllegalArgumentException when the order is for other work */
    public SignedOrder {
        if (!order.specHash().equals(spec.hash()))
            throw new IllegalArgumentException(
                    "the order is for a spec with the hash " + order.specHash() + ", and this one has " + spec.hash());
    }

    public static SignedOrder sign(Contracts contracts, JobOrder order, JobSpec spec, Signer signer) {
        long chainId = contracts.deployment().chainId();
        Address market = contracts.address(Name.ESCROW);
        Bytes signature = signer.signHash(order.idOn(chainId, market).value());
        return new SignedOrder(chainId, market, order, spec, signature, consent(contracts, order, signer));
    }

    private static Optional<SignedConsent> consent(Contracts contracts, JobOrder order, Signer signer) {
        ChainReader reader = new ChainReader(contracts);
        if (reader.hasConsented(order.requester(), Name.ESCROW)) return Optional.empty();
        Consent consent = new Consent(
                order.requester(),
                contracts.address(Name.ESCROW),
                reader.consentNonce(order.requester()),
                order.postUntil());
        Bytes signature =
                signer.signHash(consent.digestOn(contracts.deployment().chainId(), contracts.address(Name.VAULT)));
        return Optional.of(new SignedConsent(order.postUntil(), signature));
    }

    public JobId id() {
        return order.idOn(chainId, market);
    }

    /** @throws IllegalArgumentException when these contracts are not the ones it was signed for */
    void requireFor(Contracts contracts) {
        long chain = contracts.deployment().chainId();
        Address here = contracts.address(Name.ESCROW);
        if (chainId != chain || !market.equals(here))
            throw new IllegalArgumentException("the order is for the market " + market + " on chain " + chainId
                    + ", and the deployment's is " + here + " on chain " + chain + ": use the right --deployment");
    }

    /**
     * As JSON, with the job's id beside it for people. Never over another file: an order that is lost cannot be voided.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file is there
     */
    public void write(Path file) throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("job", id().toString()).put("chainId", chainId).put("market", market.hex());
        json.set("order", OrderJson.write(order));
        json.put("spec", spec.encode().hex()).put("signature", signature.hex());
        consent.ifPresent(given -> json.putObject("consent")
                .put("deadline", given.deadline())
                .put("signature", given.signature().hex()));
        Files.writeString(
                file,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n",
                StandardOpenOption.CREATE_NEW);
    }

    /** @throws IllegalArgumentException saying what is wrong with the file */
    public static SignedOrder read(Path file) throws IOException {
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            return new SignedOrder(
                    json.required("chainId").asLong(),
                    Address.parse(json.required("market").asString()),
                    OrderJson.read(json.required("order")),
                    JobSpec.decode(Bytes.parse(json.required("spec").asString())),
                    Bytes.parse(json.required("signature").asString()),
                    Optional.ofNullable(json.get("consent")).map(SignedOrder::consent));
        } catch (JacksonException e) {
            throw notOne(file, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw notOne(file, e.getMessage(), e);
        }
    }

    private static SignedConsent consent(JsonNode json) {
        return new SignedConsent(
                json.required("deadline").asLong(),
                Bytes.parse(json.required("signature").asString()));
    }

    private static IllegalArgumentException notOne(Path file, @Nullable String why, RuntimeException e) {
        return new IllegalArgumentException(file + " is no signed order (job post --sign-only writes them): " + why, e);
    }
}
