package org.openstm.kiosk.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.openstm.kiosk.dispatch.DispatchClock;

/// A time in which everything happens one after the other. Each thread that lives in it is an actor; one acts
/// until it waits, then chance says who is next, and when all wait, time passes at once. The same seed gives the
/// same play.
final class Stage implements DispatchClock {
    /// The terminal is dead: its threads do nothing more. Not an exception, so that nobody handles it.
    static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died() {
            super("the terminal was killed", null, false, false);
        }
    }

    private static final class Actor {
        private final int life;
        private final Semaphore door = new Semaphore(0);
        private Instant until;
        private boolean stirred;
        private boolean turn;
        private boolean ended;
        private @Nullable News waitsOn;

        Actor(int life, Instant now) {
            this.life = life;
            this.until = now;
        }
    }

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T06:32:00Z");
    private int life;
    private int dead = -1;
    private long steps;
    private Actor current = new Actor(0, now);

    Stage(Random random) {
        this.random = random;
    }

    /// Plays until the first actor has ended.
    void play(Runnable first) throws InterruptedException {
        var done = new Semaphore(0);
        var lead = actor(first, done::release);
        lead.turn = true;
        current = lead;
        lead.door.release();
        done.acquire();
    }

    @Override
    public Instant now() {
        return now;
    }

    /// How often somebody was given the turn.
    long steps() {
        return steps;
    }

    /// Begins the next life of the terminal; everything of the last one was dead or is closed.
    void nextLife() {
        life++;
    }

    /// From now on the threads of this life do nothing more.
    void kill() {
        dead = life;
    }

    boolean killed() {
        return dead == life;
    }

    /// The citizen and the world wait; others act meanwhile.
    void pause(Duration time) {
        var me = current;
        me.until = now.plus(time);
        me.waitsOn = null;
        hand(choose());
        me.door.acquireUninterruptibly();
        dieIfDead(me);
    }

    @Override
    public void awaitNews(Condition news, Instant until) {
        var me = current;
        me.until = until;
        me.stirred = false;
        me.waitsOn = (News) news;
        hand(choose());
        while (!me.turn) ((News) news).real.awaitUninterruptibly();
        me.turn = false;
        me.waitsOn = null;
        dieIfDead(me);
    }

    private void dieIfDead(Actor actor) {
        if (actor.life > 0 && actor.life <= dead) throw new Died();
    }

    private Actor choose() {
        steps++;
        var able = actors.stream()
                .filter(a -> !a.ended && (a.stirred || !a.until.isAfter(now)))
                .toList();
        if (able.isEmpty()) {
            var soonest = actors.stream()
                    .filter(a -> !a.ended)
                    .map(a -> a.until)
                    .min(Instant::compareTo)
                    .orElseThrow(() -> new IllegalStateException("everybody has left the stage"));
            now = soonest.isAfter(now) ? soonest : now;
            able = actors.stream()
                    .filter(a -> !a.ended && !a.until.isAfter(now))
                    .toList();
        }
        return able.get(random.nextInt(able.size()));
    }

    private void hand(Actor next) {
        current = next;
        next.stirred = false;
        var news = next.waitsOn;
        if (news == null) {
            next.door.release();
            return;
        }
        news.lock.lock();
        try {
            next.turn = true;
            news.real.signalAll();
        } finally {
            news.lock.unlock();
        }
    }

    /// Wakes those who wait, and knows it.
    private final class News implements Condition {
        private final Lock lock;
        private final Condition real;

        News(Lock lock) {
            this.lock = lock;
            this.real = lock.newCondition();
        }

        @Override
        public void signalAll() {
            for (var actor : actors) if (actor.waitsOn == this) actor.stirred = true;
        }

        @Override
        public void signal() {
            signalAll();
        }

        @Override
        public void await() {
            throw notHere();
        }

        @Override
        public void awaitUninterruptibly() {
            throw notHere();
        }

        @Override
        public long awaitNanos(long nanos) {
            throw notHere();
        }

        @Override
        public boolean await(long time, TimeUnit unit) {
            throw notHere();
        }

        @Override
        @SuppressWarnings("JavaUtilDate") // so the interface says
        public boolean awaitUntil(Date deadline) {
            throw notHere();
        }
    }

    private static IllegalStateException notHere() {
        return new IllegalStateException("all waiting goes through the stage");
    }

    @Override
    public Condition newCondition(Lock lock) {
        return new News(lock);
    }

    private Actor actor(Runnable work, Runnable after) {
        var actor = new Actor(life, now);
        actors.add(actor);
        Thread.ofVirtual().start(() -> {
            actor.door.acquireUninterruptibly();
            actor.turn = false;
            try {
                dieIfDead(actor);
                work.run();
            } catch (Died killed) {
                // that is the end of it
            } finally {
                actor.ended = true;
                actors.remove(actor);
                after.run();
                if (!actors.isEmpty()) hand(choose());
            }
        });
        return actor;
    }

    @Override
    public ExecutorService newExecutor() {
        return new AbstractExecutorService() {
            private final List<Actor> mine = new ArrayList<>();
            private boolean shut;

            @Override
            public void execute(Runnable work) {
                mine.removeIf(each -> each.ended);
                mine.add(actor(work, () -> {}));
            }

            @Override
            public void shutdown() {
                shut = true;
            }

            @Override
            public List<Runnable> shutdownNow() {
                shut = true;
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return shut;
            }

            @Override
            public boolean isTerminated() {
                return shut && mine.stream().allMatch(each -> each.ended);
            }

            @Override
            public boolean awaitTermination(long time, TimeUnit unit) {
                var end = now.plus(Duration.of(time, unit.toChronoUnit()));
                while (!isTerminated() && now.isBefore(end)) pause(Duration.ofMillis(1));
                return isTerminated();
            }
        };
    }
}
