package io.gridwork.testchain.faults;

import io.gridwork.testchain.faults.Reply.End;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accepts HTTP on loopback and gives each request the reply that a function decides, byte by byte. */
final class LoopbackServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());
    private static final int BACKLOG = 1024;

    private final Function<String, Reply> handler;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Set<Socket> held = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listener;
    private Thread acceptor = Thread.ofVirtual().unstarted(() -> {});
    private @Nullable Socket placeholder;
    private final AtomicInteger releases = new AtomicInteger();

    /** @param port 0 for any that is free */
    LoopbackServer(int port, Function<String, Reply> handler) {
        this.handler = handler;
        this.port = listen(port);
    }

    int port() {
        return port;
    }

    private synchronized int listen(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), wanted), BACKLOG);
            listener = socket;
            acceptor = Thread.ofVirtual().start(() -> accept(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on port " + wanted + " of loopback; take another port or 0", e);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** From now on connections are refused. Those that are open are reset. */
    synchronized void refuse() {
        stopListening();
        connections.forEach(LoopbackServer::reset);
        try {
            // Bound and not listening: the system refuses connections, and nobody else gets the port.
            var socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            placeholder = socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep port " + port, e);
        }
    }

    /** Ends {@link #refuse}. */
    synchronized void acceptAgain() {
        if (placeholder == null) return;
        closeQuietly(placeholder);
        placeholder = null;
        listen(port);
    }

    /** Closes the connections that wait for an answer that never comes. */
    void releaseHeld() {
        releases.incrementAndGet();
        held.forEach(LoopbackServer::closeQuietly);
    }

    @Override
    public synchronized void close() {
        stopListening();
        if (placeholder != null) closeQuietly(placeholder);
        connections.forEach(LoopbackServer::closeQuietly);
    }

    private void stopListening() {
        if (listener == null) return;
        closeQuietly(listener);
        listener = null;
        try {
            // The system goes on listening until the thread that accepts has left.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) LOG.log(Level.WARNING, "port " + port + " accepts nothing more", e);
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            var reader = new HttpReader(in, connection.getOutputStream());
            for (var request = reader.next(); request.isPresent(); request = reader.next()) {
                int before = releases.get();
                boolean post = request.get().verb().equals("POST");
                Reply reply = post
                        ? handler.apply(request.get().body())
                        : Reply.whole(HttpAnswer.text(405, "text/plain", "JSON-RPC comes by POST\n"));
                if (!write(reply, connection, in, before) || !request.get().keepAlive()) return;
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client left", e);
        } finally {
            connections.remove(connection);
            held.remove(connection);
        }
    }

    /** Whether the connection stays open. */
    private boolean write(Reply reply, Socket connection, BufferedInputStream in, int before) throws IOException {
        if (reply.delayMillis() > 0 && clientLeaves(connection, in, reply.delayMillis())) return false;
        connection.getOutputStream().write(reply.bytes());
        connection.getOutputStream().flush();
        if (reply.end() == End.RESET) reset(connection);
        if (reply.end() == End.HOLD) hold(connection, in, before);
        return reply.end() == End.KEEP;
    }

    private static boolean clientLeaves(Socket connection, BufferedInputStream in, long millis) throws IOException {
        connection.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        try {
            in.mark(1);
            if (in.read() < 0) return true;
            in.reset();
            return false;
        } catch (SocketTimeoutException waitedLongEnough) {
            return false;
        } finally {
            if (!connection.isClosed()) connection.setSoTimeout(0);
        }
    }

    /** @param before how many releases there had been when the request came: one that came since is for this connection too */
    private void hold(Socket connection, BufferedInputStream in, int before) throws IOException {
        held.add(connection);
        boolean waits = releases.get() == before;
        while (waits) waits = in.read() >= 0;
    }

    private static void reset(Socket connection) {
        try {
            connection.setSoLinger(true, 0);
            connection.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "already closed", e);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "already closed", e);
        }
    }
}
