package org.openstm.kiosk.ui.view;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Caches built pages out of sight. Building a page takes several frames, showing a cached
/// one takes only its painting.
///
/// Only pages that are the same for everybody are kept: a page with a citizen's data is removed with the next
/// page.
final class PageCache {
    private static final Set<String> PUBLIC = Set.of("attract", "home", "items");
    private static final int ROOM = 24;

    /// Key: everything that determines how a page looks.
    private record PageKey(
            String name,
            Optional<Screen.Steps> steps,
            List<ScreenPart> parts,
            List<Control> actions,
            Screen.Background ground,
            int view) {
        static PageKey of(Screen screen, int view) {
            return new PageKey(screen.name(), screen.steps(), screen.parts(), screen.actions(), screen.ground(), view);
        }
    }

    private final StackPane stage = new StackPane();
    private final LinkedHashMap<PageKey, VBox> ready = new LinkedHashMap<>(32, 0.75f, true);

    /// Nodes that are removed with the next page.
    private final Set<PageKey> passing = new HashSet<>();

    PageCache() {
        VBox.setVgrow(stage, Priority.ALWAYS);
        stage.setMinHeight(0);
    }

    /// Whether a page is kept after it was left.
    static boolean isCacheable(Screen screen) {
        return PUBLIC.contains(screen.name()) && screen.strip().who().isEmpty();
    }

    Node node() {
        return stage;
    }

    /// All pages have one type size; a change empties the cache.
    void clear() {
        ready.clear();
        passing.clear();
        stage.getChildren().clear();
    }

    /// Shows a cached page.
    boolean showIfReady(Screen screen, int view) {
        var body = ready.get(PageKey.of(screen, view));
        if (body == null) return false;
        showBody(body);
        return true;
    }

    /// Builds a page and shows it.
    void buildPage(Screen screen, int view, Consumer<VBox> builder) {
        var body = new VBox();
        body.setMinHeight(0);
        stage.getChildren().add(body);
        showBody(body);
        var page = PageKey.of(screen, view);
        ready.put(page, body);
        if (!isCacheable(screen)) passing.add(page);
        builder.accept(body);
        forgetOldest();
    }

    /// Builds a page and keeps it out of sight.
    void preparePage(Screen screen, int view, Consumer<VBox> builder) {
        if (ready.containsKey(PageKey.of(screen, view))) return;
        var seen = ready.values().stream().filter(Node::isVisible).toList();
        buildPage(screen, view, builder);
        seen.forEach(this::showBody);
    }

    private void showBody(VBox body) {
        ready.entrySet()
                .removeIf(
                        one -> passing.contains(one.getKey()) && !one.getValue().equals(body));
        passing.retainAll(ready.keySet());
        for (var other : stage.getChildren()) setShown(other, other.equals(body));
        stage.getChildren().removeIf(other -> !other.equals(body) && !ready.containsValue(other));
    }

    private static void setShown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void forgetOldest() {
        while (ready.size() > ROOM) {
            var oldest = ready.entrySet().iterator().next();
            if (oldest.getValue().isVisible()) return;
            stage.getChildren().remove(oldest.getValue());
            ready.remove(oldest.getKey());
        }
    }
}
