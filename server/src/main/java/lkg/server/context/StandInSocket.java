package lkg.server.context;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * A socket that a connection uses in place of the kernel's. It has only what a connection uses, and no selector knows
 * it.
 */
public abstract class StandInSocket extends SocketChannel {

    protected StandInSocket() {
        super(SelectorProvider.provider());
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    /** The options are for the kernel. */
    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        return this;
    }

    // What a connection does not use.

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        throw unused();
    }

    @Override
    public SocketChannel bind(SocketAddress local) throws IOException {
        throw unused();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        throw unused();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        throw unused();
    }

    @Override
    public Socket socket() {
        throw unused();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) throws IOException {
        throw unused();
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public SocketAddress getRemoteAddress() throws IOException {
        throw unused();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        throw unused();
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    private static AssertionError unused() {
        return new AssertionError("the connection was not expected to call this");
    }
}
