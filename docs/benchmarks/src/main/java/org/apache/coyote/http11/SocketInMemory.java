package org.apache.coyote.http11;

import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SendfileDataBase;
import org.apache.tomcat.util.net.SendfileState;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** What Tomcat's parser reads from: bytes, and then the end of the stream. It has nothing else of a socket. */
final class SocketInMemory extends SocketWrapperBase<NioChannel> {

    private static final int BUFFER_BYTES = 8 * 1024;

    private byte[] received = {};
    private int position;

    SocketInMemory() {
        super(null, new NioEndpoint());
        socketBufferHandler = new SocketBufferHandler(BUFFER_BYTES, BUFFER_BYTES, false);
    }

    void receive(byte[] bytes) {
        received = bytes;
        position = 0;
    }

    @Override
    public int read(boolean block, ByteBuffer to) {
        int count = Math.min(to.remaining(), received.length - position);
        to.put(received, position, count);
        position += count;
        return count == 0 ? -1 : count;
    }

    @Override
    public int read(boolean block, byte[] to, int offset, int length) {
        return read(block, ByteBuffer.wrap(to, offset, length));
    }

    @Override
    public boolean isReadyForRead() {
        return position < received.length;
    }

    @Override
    public void setAppReadBufHandler(ApplicationBufferHandler handler) {}

    @Override
    public void registerReadInterest() {}

    @Override
    public void registerWriteInterest() {}

    @Override
    protected void doClose() {}

    @Override
    protected void populateRemoteHost() {}

    @Override
    protected void populateRemoteAddr() {}

    @Override
    protected void populateRemotePort() {}

    @Override
    protected void populateLocalName() {}

    @Override
    protected void populateLocalAddr() {}

    @Override
    protected void populateLocalPort() {}

    @Override
    protected boolean flushNonBlocking() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SendfileDataBase createSendfileData(String file, long position, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SendfileState processSendfile(SendfileDataBase data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doClientAuth(SSLSupport ssl) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLSupport getSslSupport() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected <A> OperationState<A> newOperationState(
            boolean read,
            ByteBuffer[] buffers,
            int offset,
            int length,
            BlockingMode block,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionCheck check,
            CompletionHandler<Long, ? super A> handler,
            Semaphore semaphore,
            VectoredIOCompletionHandler<A> completion) {
        throw new UnsupportedOperationException();
    }
}
