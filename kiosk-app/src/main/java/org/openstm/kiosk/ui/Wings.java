package org.openstm.kiosk.ui;

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

/// Where pages stand ready out of sight. Building a page costs several frames, showing one that
/// stands there costs its painting only.
///
/// Only pages that are the same for everybody stay: what one citizen has seen is gone with the next
/// page.
final class Wings {
    private static final Set<String> PUBLIC = Set.of("attract", "home", "items");
    private static final int ROOM = 24;

    /// What decides how a page looks.
    private record Page(
            String name,
            Optional<Screen.Steps> steps,
            List<Part> parts,
            List<Control> actions,
            Screen.Ground ground,
            int view) {
        static Page of(Screen screen, int view) {
            return new Page(screen.name(), screen.steps(), screen.parts(), screen.actions(), screen.ground(), view);
        }
    }

    private final StackPane stage = new StackPane();
    private final LinkedHashMap<Page, VBox> ready = new LinkedHashMap<>(32, 0.75f, true);

    /// Of what stands there, what goes with the next page.
    private final Set<Page> passing = new HashSet<>();

    Wings() {
        VBox.setVgrow(stage, Priority.ALWAYS);
        stage.setMinHeight(0);
    }

    /// Whether a page will stand ready when it has been left.
    static boolean keeps(Screen screen) {
        return PUBLIC.contains(screen.name()) && screen.strip().who().isEmpty();
    }

    Node node() {
        return stage;
    }

    /// All pages are of one size of type; with another they are of no use.
    void clear() {
        ready.clear();
        passing.clear();
        stage.getChildren().clear();
    }

    /// Shows a page that stands ready.
    boolean enter(Screen screen, int view) {
        var body = ready.get(Page.of(screen, view));
        if (body == null) return false;
        show(body);
        return true;
    }

    /// Builds a page and shows it.
    void build(Screen screen, int view, Consumer<VBox> builder) {
        var body = new VBox();
        body.setMinHeight(0);
        stage.getChildren().add(body);
        show(body);
        var page = Page.of(screen, view);
        ready.put(page, body);
        if (!keeps(screen)) passing.add(page);
        builder.accept(body);
        forgetOldest();
    }

    /// Builds a page and leaves it out of sight.
    void prepare(Screen screen, int view, Consumer<VBox> builder) {
        if (ready.containsKey(Page.of(screen, view))) return;
        var seen = ready.values().stream().filter(Node::isVisible).toList();
        build(screen, view, builder);
        seen.forEach(this::show);
    }

    private void show(VBox body) {
        ready.entrySet()
                .removeIf(
                        one -> passing.contains(one.getKey()) && !one.getValue().equals(body));
        passing.retainAll(ready.keySet());
        for (var other : stage.getChildren()) seen(other, other.equals(body));
        stage.getChildren().removeIf(other -> !other.equals(body) && !ready.containsValue(other));
    }

    private static void seen(Node node, boolean visible) {
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
