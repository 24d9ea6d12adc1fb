package lkg.server.soak;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What happens to the server besides its clients. */
enum Fault {
    NONE {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) {}
    },

    /** SIGTERM under load, and a new process on the same port. */
    RESTART {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) throws Exception {
            target.restart();
        }
    },

    /** More idle clients than connections are allowed, all at once. */
    HORDE {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) {
            crowd.invite(SoakServer.MAX_CONNECTIONS + 50, () -> Nuisances.idleGuest(ledger));
            awaitEnd(crowd);
        }
    },

    /** As in a suspended laptop: deadlines pass while nobody can keep them. */
    PAUSE {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) throws Exception {
            target.server().signal("STOP");
            crowd.goOnFor(Duration.ofSeconds(3));
            target.server().signal("CONT");
        }
    },

    /** No file can be opened and no connection accepted. */
    NO_DESCRIPTORS {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) throws Exception {
            target.server().obey("exhaust");
            crowd.invite(50, () -> Nuisances.idleGuest(ledger));
            crowd.goOnFor(Duration.ofSeconds(2));
            target.server().obey("relent");
            awaitEnd(crowd);
        }
    },

    /** Far more than the heap would hold if each upload were kept until its end. */
    UPLOADS {
        @Override
        void strike(Target target, Crowd crowd, Ledger ledger) {
            crowd.invite(100, () -> Nuisances.unfinishedUpload(ledger));
            awaitEnd(crowd);
        }
    };

    /** Returns when it is over. */
    abstract void strike(Target target, Crowd crowd, Ledger ledger) throws Exception;

    /** Each guest leaves by itself at last. */
    private static void awaitEnd(Crowd crowd) {
        await("the guests have left").atMost(Duration.ofMinutes(1)).until(() -> crowd.guests() == 0);
    }
}
