package io.gridwork.rpc;

import io.gridwork.abi.Bytes;
import io.gridwork.abi.PlainText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The error object of a JSON-RPC answer, or what an HTTP server said instead of one.
 *
 * @param status of the HTTP answer
 * @param code 0 where there is none
 * @param message its first {@value PlainText#MESSAGE} characters, without control characters
 * @param data its JSON text, empty when absent. Cut like the message, except for a revert, whose data is decoded
 * @see <a href="https://www.jsonrpc.org/specification#error_object">JSON-RPC 2.0, error object</a>
 */
public record RpcError(int status, int code, String message, String data) {
    private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2})*");
    private static final Pattern SLOW_DOWN = Pattern.compile(
            "rate.?limit|too many requests|request rate|requests per|compute units per|capacity exceeded|try again later");
    private static final int EXECUTION_REVERTED = 3;
    private static final int LONGEST_SHOWN_DATA = 500;

    public RpcError {
        message = PlainText.of(message, PlainText.MESSAGE);
        if (!isRevert(code, message)) data = PlainText.of(data, PlainText.MESSAGE);
    }

    /** As it comes with HTTP status 200. */
    public RpcError(int code, String message, String data) {
        this(200, code, message, data);
    }

    /** Whether the node asks to come back later, rather than not at all. */
    public boolean isTransient() {
        return code == 429
                || status == 429
                || SLOW_DOWN.matcher(message.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether a contract reverted the call. */
    public boolean isRevert() {
        return isRevert(code, message);
    }

    private static boolean isRevert(int code, String message) {
        return code == EXECUTION_REVERTED || message.toLowerCase(Locale.ROOT).contains("revert");
    }

    /** What the contract gave as its reason, where the node passes it on. Nodes wrap it differently; it is the hexadecimal in the data. */
    public Optional<Bytes> revertData() {
        Matcher hex = HEX.matcher(data);
        return isRevert() && hex.find() ? Optional.of(Bytes.parse(hex.group())) : Optional.empty();
    }

    @Override
    public String toString() {
        String http = status == 200 ? "" : "HTTP " + status + (message.isEmpty() ? "" : ", ");
        String tail = data.isEmpty() || data.length() > LONGEST_SHOWN_DATA
                ? ""
                : ", data " + PlainText.of(data, LONGEST_SHOWN_DATA);
        return http + message + (code == 0 ? "" : " (code " + code + tail + ")");
    }
}
