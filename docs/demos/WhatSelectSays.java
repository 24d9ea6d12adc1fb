import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Prints the interest set and the ready set of one connection in several situations. */
public final class WhatSelectSays {

    private static final int NONE = 0;
    private static final int READ = SelectionKey.OP_READ;
    private static final int WRITE = SelectionKey.OP_WRITE;

    public static void main(String[] args) throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            server.configureBlocking(false);
            SelectionKey key = server.register(selector, NONE);

            System.out.printf("%-28s  %-14s  ready%n", "situation", "interest");
            select(key, READ, "the client is silent");
            select(key, READ | WRITE, "the client is silent");
            client.write(ByteBuffer.allocate(5));
            Thread.sleep(50);
            select(key, NONE, "the client has sent 5 bytes");
            select(key, READ, "the client has sent 5 bytes");
            select(key, READ, "nobody has read them");
            server.read(ByteBuffer.allocate(100));
            select(key, READ, "they have been read");
            client.close();
            Thread.sleep(50);
            select(key, READ, "the client has closed");
            select(key, READ, "the end was not read");
        }
    }

    private static void select(SelectionKey key, int interest, String situation) throws IOException {
        key.interestOps(interest);
        key.selector().selectedKeys().clear();
        key.selector().selectNow();
        boolean selected = key.selector().selectedKeys().contains(key);
        System.out.printf("%-28s  %-14s  %s%n", situation, words(interest), words(selected ? key.readyOps() : NONE));
    }

    private static String words(int ops) {
        return switch (ops) {
            case NONE -> "none";
            case READ -> "read";
            case WRITE -> "write";
            default -> "read and write";
        };
    }
}
