package example.orrin;

final class Pause {
    private Pause() {}

    static void brief() {
        of(3);
    }

    static void of(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
