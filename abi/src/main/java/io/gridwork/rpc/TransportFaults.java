package io.gridwork.rpc;

import io.gridwork.abi.PlainText;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/**
 * What can go wrong with one request before there is an answer that can be read.
 *
 * @param place how messages begin: the method and the endpoint
 * @param throughProxy whether the request goes through one
 * @param local whether the endpoint is on this machine
 * @param redacted takes keys out of what the server said
 */
record TransportFaults(
        RequestKind kind,
        String place,
        RpcOptions options,
        boolean throughProxy,
        boolean local,
        UnaryOperator<String> redacted) {

    ChainException brokenOff(Arrival arrival, IOException io) {
        return arrival.isLate() ? late(io) : of(io);
    }

    ChainException of(IOException io) {
        // The JDK repeats lines of an answer that it does not understand.
        String message = PlainText.of(redacted.apply(String.valueOf(io.getMessage())), PlainText.MESSAGE);
        if (Thread.currentThread().isInterrupted()) return new ChainException.Fatal(place + "interrupted", io);
        return switch (io) {
            case EOFException _, ZipException _ -> incomplete(message, io);
            case HttpConnectTimeoutException _ -> noConnection("no connection in time", io);
            case HttpTimeoutException late -> late(late);
            case ConnectException _ when isUnknownHost(io) -> unknownHost(io);
            case ConnectException _ -> noConnection("no connection; " + remedy(), io);
            case SSLException _ -> noConnection("no secure connection: " + message, io);
            case IOException _
            when message.startsWith("fixed content-length") || message.startsWith("chunked") -> incomplete(message, io);
            default -> noConnection(message + "; " + remedy(), io);
        };
    }

    private String remedy() {
        if (throughProxy) return "is the proxy right, and the node running?";
        return "is the node running?" + (local ? " (gridwork up starts the network of this machine)" : "");
    }

    ChainException unknownHost(IOException cause) {
        String of = throughProxy ? "the proxy's name is not known" : "no host of that name is known";
        return noConnection(of + "; check the URL and the network", cause);
    }

    private static boolean isUnknownHost(IOException io) {
        for (Throwable cause = io.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) return true;
        }
        return false;
    }

    private ChainException incomplete(String reason, IOException cause) {
        return failed("the answer is broken off or damaged: " + reason, cause, false, true);
    }

    private ChainException noConnection(String reason, IOException cause) {
        return failed(reason, cause, false, false);
    }

    ChainException late(Exception cause) {
        return failed("no answer in " + options.timeout().toMillis() + " ms", cause, true, false);
    }

    private ChainException failed(String reason, Exception cause, boolean late, boolean incomplete) {
        return new ChainException.Retryable(place + reason, Decision.onFailure(kind, late, incomplete), cause);
    }

    ChainException tooLarge() {
        return ChainException.of(
                new Decision.AskLess(new ProviderError.ResponseTooLarge()),
                place + "the answer is larger than " + options.maxResponseBytes() + " bytes",
                new RpcError(413, 0, "the answer is too large", ""));
    }
}
