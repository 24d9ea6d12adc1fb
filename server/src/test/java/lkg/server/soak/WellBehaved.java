package lkg.server.soak;

import java.util.List;
import java.util.Random;

/** The kinds of clients whose requests have a right to an answer. */
enum WellBehaved {
    /** One request after the other, over one connection. */
    REQUESTER {
        @Override
        void visit(Conversation conversation, Random random) {
            conversation.ask(List.of(Requests.any(Requests.ofEachKind(), random)));
        }
    },

    /** Several requests in one write. */
    PIPELINER {
        @Override
        void visit(Conversation conversation, Random random) {
            conversation.ask(random.ints(2 + random.nextInt(20), 0, Requests.SMALL.size())
                    .mapToObj(Requests.SMALL::get)
                    .toList());
        }
    },

    /** A connection for each request, several in a row, so that a stop of the server meets some of them half-way. */
    NEWCOMER {
        @Override
        void visit(Conversation conversation, Random random) {
            for (int i = 0; i < 10; i++) {
                conversation.ask(List.of(Requests.any(Requests.SMALL, random)));
                conversation.close();
            }
        }
    },

    /** Makes mistakes, and is told so. */
    BEGINNER {
        @Override
        void visit(Conversation conversation, Random random) {
            conversation.ask(List.of(Requests.any(Requests.MALFORMED, random)));
        }
    },

    /** Closes its sending side behind each request. */
    HALF_CLOSER {
        @Override
        void visit(Conversation conversation, Random random) {
            conversation.askLast(Requests.any(Requests.FOR_HALF_CLOSED, random));
        }
    };

    abstract void visit(Conversation conversation, Random random);
}
