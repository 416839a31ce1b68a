package io.gridwork.testchain.faults;

/** What the client gets on its connection: perhaps a delay, some bytes, and then an end. */
final class Reply {

    private final byte[] bytes;
    private final End end;
    private final long delayMillis;

    Reply(byte[] bytes, End end, long delayMillis) {
        this.bytes = bytes;
        this.end = end;
        this.delayMillis = delayMillis;
    }

    byte[] bytes() {
        return bytes;
    }

    End end() {
        return end;
    }

    long delayMillis() {
        return delayMillis;
    }

    enum End {
        /** The next request may come on the same connection. */
        KEEP,
        CLOSE,
        /** The client's reads fail with "connection reset". */
        RESET,
        /** Nothing more comes until the client gives up or the node is healed. */
        HOLD
    }

    static final Reply SILENCE = new Reply(new byte[0], End.HOLD, 0);
    static final Reply RESET = new Reply(new byte[0], End.RESET, 0);
    static final Reply CLOSE = new Reply(new byte[0], End.CLOSE, 0);

    static Reply whole(HttpAnswer answer) {
        return new Reply(answer.bytes(answer.body().length), End.KEEP, 0);
    }

    /** The announced length, and half of the body. */
    static Reply half(HttpAnswer answer, End end) {
        return new Reply(answer.bytes(answer.body().length / 2), end, 0);
    }
}
