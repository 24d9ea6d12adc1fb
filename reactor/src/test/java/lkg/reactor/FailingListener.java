package lkg.reactor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** A listening channel that fails to accept when it is told to, as a process does that is out of descriptors. */
class FailingListener extends ServerSocketChannel {

    private final ServerSocketChannel real;
    private String reason = "Too many open files";
    boolean outOfDescriptors;
    boolean cannotBeClosed;
    int calls;

    FailingListener(ServerSocketChannel real) {
        super(real.provider());
        this.real = real;
    }

    /** A listener that always fails, for {@code reason}. */
    static FailingListener saying(String reason) throws IOException {
        FailingListener failing = new FailingListener(ServerSocketChannel.open());
        failing.reason = reason;
        failing.outOfDescriptors = true;
        return failing;
    }

    @Override
    public SocketChannel accept() throws IOException {
        calls++;
        if (outOfDescriptors) {
            throw new IOException(reason);
        }
        return real.accept();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
        return real.bind(local, backlog);
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        return real.setOption(name, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return real.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
        return real.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return real.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        real.close();
        if (cannotBeClosed) {
            throw new IOException(reason);
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        real.configureBlocking(block);
    }
}
