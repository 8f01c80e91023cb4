package org.openstm.kiosk.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.Screen;
import org.openstm.kiosk.ui.screen.ScreenPart;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// Builds the part between the strip and the help bar: steps, main area, actions.
///
/// A page that is too long is laid out in views with two big buttons; nothing is ever cut off and nothing
/// scrolls. A binding action is available only on the last view of its page, after all views were seen: until
/// then its button leads on (Personal Information Protection Law, articles 14 and 17: nobody agrees to content
/// that was not shown).
public final class PageBuilder {
    /// Button for the next view, in the place of the action.
    private static final String MORE = "view/more";

    private final Screen screen;
    private final WidgetFactory widgets;
    private final PartRenderer draw;
    private final int seen;
    private int view;

    /// @param view requested view, from 0
    /// @param seen how many views of this page have been on the screen
    PageBuilder(Screen screen, int view, int seen, WidgetFactory widgets, PartRenderer draw) {
        this.screen = screen;
        this.view = view;
        this.seen = seen;
        this.widgets = widgets;
        this.draw = draw;
    }

    /// Whether the last action of this screen binds the citizen: agrees, signs, submits or transfers.
    public static boolean isBinding(Screen screen) {
        if (screen.actions().isEmpty()) return false;
        return switch (screen.actions().getLast().event()) {
            case SessionEvent.Agree _,
                    SessionEvent.GoToSigning _,
                    SessionEvent.PressConfirm _,
                    SessionEvent.PressTransfer _ -> true;
            default -> false;
        };
    }

    /// The view that was built.
    int viewIndex() {
        return view;
    }

    /// @param body empty container for the page
    /// @param settle runs the layout of the stage
    void buildBody(VBox body, Runnable settle) {
        screen.steps().ifPresent(steps -> body.getChildren().add(new PageFrame(widgets, screen).stepBars(steps)));
        boolean whole = screen.ground() == Screen.Background.PICTURE || screen.ground() == Screen.Background.ALARM;
        var main = new VBox(widgets.em(0.75));
        main.getStyleClass().add(whole ? "whole" : "main");
        main.setMinHeight(0);
        VBox.setVgrow(main, Priority.ALWAYS);
        body.getChildren().add(main);
        var rows = new VBox(widgets.em(0.3));
        rows.getStyleClass().add("actions");
        if (!screen.actions().isEmpty()) {
            body.getChildren().add(rows);
            layOutActions(rows, screen.actions(), settle);
        }
        int views = fillMainArea(main, whole, settle);
        if (!hasUnseenViews(views)) return;
        var actions = new ArrayList<>(screen.actions());
        actions.set(
                actions.size() - 1,
                new Control(
                        MORE,
                        ScreenTexts.forLanguage(screen.language()).get("page.more"),
                        "down",
                        Control.ButtonLook.PRIMARY,
                        new SessionEvent.Stay()));
        layOutActions(rows, actions, settle);
    }

    private boolean hasUnseenViews(int views) {
        return isBinding(screen) && Math.max(seen, view + 1) < views;
    }

    /// In one row, or, where their texts are too long for that, as many as fit from the last one on in the
    /// lowest.
    private void layOutActions(VBox rows, List<Control> controls, Runnable settle) {
        rows.getChildren().setAll(actionRow(controls));
        settle.run(); // the size is known only after the styles
        double room =
                KioskView.WIDTH - rows.getInsets().getLeft() - rows.getInsets().getRight();
        var buttons = ((HBox) rows.getChildren().getFirst()).getChildren();
        if (rows.getChildren().getFirst().minWidth(-1) <= room) return;
        int first = controls.size() - 1;
        double used = buttons.get(first).minWidth(-1);
        while (first > 1 && used + buttons.get(first - 1).minWidth(-1) + widgets.em(0.5) <= room)
            used += buttons.get(--first).minWidth(-1) + widgets.em(0.5);
        rows.getChildren()
                .setAll(actionRow(controls.subList(0, first)), actionRow(controls.subList(first, controls.size())));
    }

    private HBox actionRow(List<Control> controls) {
        var row = new HBox(widgets.em(0.5));
        int last = controls.size() - 1;
        for (int i = 0; i <= last; i++) {
            var control = controls.get(i);
            var button = (Region) widgets.controlButton(control);
            if (WidgetFactory.isShortWord(control.label())) button.setMinWidth(Region.USE_PREF_SIZE);
            if (i == last || control.look() == Control.ButtonLook.SECONDARY) WidgetFactory.growHorizontally(button);
            row.getChildren().add(button);
        }
        return row;
    }

    /// Adds as much as fits; the rest goes to further views.
    ///
    /// @return number of views
    private int fillMainArea(VBox main, boolean whole, Runnable settle) {
        var blocks = new ArrayList<PartBlock>();
        for (var part : screen.parts())
            blocks.add(new PartBlock(draw.renderNodes(part), draw.nodeGap(part), part instanceof ScreenPart.Heading));
        for (var block : blocks) main.getChildren().add(groupNodes(block));
        if (whole) {
            VBox.setVgrow(main.getChildren().getFirst(), Priority.ALWAYS);
            return 1;
        }
        settle.run();
        if (main.prefHeight(main.getWidth()) <= main.getHeight() + 1) return 1;
        return splitIntoViews(main, blocks, settle);
    }

    /// The nodes of one part; a view may end between them.
    ///
    /// @param heads whether it stays with the next node
    private record PartBlock(List<Node> nodes, double gap, boolean heads) {
        PartBlock withNodes(List<Node> some) {
            return new PartBlock(List.copyOf(some), gap, heads);
        }
    }

    private static Node groupNodes(PartBlock block) {
        if (block.nodes().size() == 1) return block.nodes().getFirst();
        var box = new VBox(block.gap());
        box.getChildren().addAll(block.nodes());
        return box;
    }

    private int splitIntoViews(VBox main, List<PartBlock> blocks, Runnable settle) {
        var ruler = viewBar(2);
        main.getChildren().add(ruler);
        settle.run(); // the size is known only after the styles
        double gap = main.getSpacing();
        var edge = main.getInsets();
        double width = main.getWidth() - edge.getLeft() - edge.getRight();
        double room = main.getHeight() - edge.getTop() - edge.getBottom() - ruler.prefHeight(width) - 2 * gap;
        var pages = new ArrayList<List<PartBlock>>();
        pages.add(new ArrayList<>());
        double used = 0;
        for (var block : blocks) {
            var open = new ArrayList<Node>();
            for (var node : block.nodes()) {
                double height = Math.max(node.minHeight(width), node.prefHeight(width));
                double before = open.isEmpty() ? used > 0 ? gap : 0 : block.gap();
                if (used + before + height > room && used > 0) {
                    if (!open.isEmpty()) pages.getLast().add(block.withNodes(open));
                    double left = room - gap - height;
                    var heading = open.isEmpty()
                            ? takeTrailingHeading(pages.getLast(), width, left)
                            : Optional.<PartBlock>empty();
                    open.clear();
                    pages.add(new ArrayList<>());
                    heading.ifPresent(pages.getLast()::add);
                    used = heading.map(h -> h.nodes().getFirst().prefHeight(width))
                            .orElse(0.0);
                    before = used > 0 ? gap : 0;
                }
                open.add(node);
                used += before + height;
            }
            pages.getLast().add(block.withNodes(open));
        }
        view = Math.clamp(view, 0, pages.size() - 1);
        main.getChildren().clear();
        for (var block : pages.get(view)) main.getChildren().add(groupNodes(block));
        main.getChildren().addAll(WidgetFactory.flexibleSpace(), viewBar(pages.size()));
        return pages.size();
    }

    /// Removes a heading that would be alone at the end of a view, if the next view has room.
    private static Optional<PartBlock> takeTrailingHeading(List<PartBlock> page, double width, double room) {
        boolean alone = page.size() > 1
                && page.getLast().heads()
                && page.getLast().nodes().getFirst().prefHeight(width) <= room;
        return alone ? Optional.of(page.removeLast()) : Optional.empty();
    }

    private Region viewBar(int views) {
        var texts = ScreenTexts.forLanguage(screen.language());
        var back = new Control(
                "view/back",
                texts.get("page.back"),
                "up",
                view > 0 ? Control.ButtonLook.QUIET : Control.ButtonLook.OFF,
                new SessionEvent.Stay());
        var next = new Control(
                "view/next",
                texts.get("page.next"),
                "down",
                view < views - 1 ? Control.ButtonLook.SECONDARY : Control.ButtonLook.OFF,
                new SessionEvent.Stay());
        var where = WidgetFactory.label(texts.get("page", view + 1, views), "say");
        where.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = hasUnseenViews(views)
                ? WidgetFactory.row(widgets.em(0.5), halfWidthButton(back), where)
                : WidgetFactory.row(widgets.em(0.5), halfWidthButton(back), where, halfWidthButton(next));
        row.getStyleClass().add("view-bar");
        row.setAlignment(Pos.CENTER);
        return row;
    }

    /// Two buttons of equal width; in large type their text takes two lines.
    private Node halfWidthButton(Control control) {
        var button = WidgetFactory.growHorizontally((Region) widgets.controlButton(control));
        button.lookupAll(".button-label").forEach(label -> ((Region) label).setMinWidth(0));
        button.setPrefWidth(0);
        return button;
    }
}
