package org.openstm.kiosk.ui;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.openstm.kiosk.session.model.CapturedImage;
import org.openstm.kiosk.session.model.SessionState;

/// Part by part, from value to node: one exhaustive switch.
final class Draw {
    private final Widgets widgets;
    private final Drawings drawings;
    private final Fields fields;
    private final Consumer<SessionState.PenStroke> signed;
    private final Typing typing;
    private final Backdrop backdrop;

    Draw(Widgets widgets, Consumer<SessionState.PenStroke> signed, Consumer<SessionState.PenStroke> inked) {
        this.widgets = widgets;
        this.drawings = new Drawings(widgets);
        this.fields = new Fields(widgets);
        this.signed = signed;
        this.typing = new Typing(widgets, inked);
        this.backdrop = new Backdrop(widgets);
    }

    /// A part may become several nodes, so that a page that is too long can break between them.
    List<Node> nodes(Part part) {
        return switch (part) {
            case Part.Rows rows -> rows(rows);
            case Part.Choices(var picks) -> fields.choices(picks);
            default -> List.of(node(part));
        };
    }

    /// Between the nodes of one part.
    double gap(Part part) {
        return part instanceof Part.Choices ? widgets.em(0.5) : 0;
    }

    private Node node(Part part) {
        return switch (part) {
            case Part.Title title -> title(title);
            case Part.Heading(var text) -> Widgets.label(text, "heading");
            case Part.Say(var text) -> Widgets.label(text, "say");
            case Part.Hero hero -> drawings.hero(hero);
            case Part.Tiles tiles -> tiles(tiles);
            case Part.Finder(var control, var order) ->
                order.<Node>map(beside -> Widgets.row(widgets.em(0.625), finder(control), Widgets.grow(order(beside))))
                        .orElseGet(() -> finder(control));
            case Part.Order order -> order(order);
            case Part.Found found -> found(found);
            case Part.ThemeHead head -> themeHead(head);
            case Part.Card card -> card(card);
            case Part.Badges(var badges) -> badges(badges);
            case Part.Rows rows -> Widgets.column(0, rows(rows).toArray(Node[]::new));
            case Part.Tick tick -> fields.tick(tick);
            case Part.Note note -> note(note);
            case Part.Front front -> drawings.front(front);
            case Part.Aim(var person) -> drawings.aim(person);
            case Part.Picture(var still) -> picture(still);
            case Part.Choices(var picks) ->
                Widgets.column(0, fields.choices(picks).toArray(Node[]::new));
            case Part.Grid grid -> fields.grid(grid);
            case Part.Entry entry -> fields.entry(entry);
            case Part.Wrong(var text) -> iconed("warn", text, "wrong");
            case Part.Pad(var keys) -> fields.pad(keys);
            case Part.Space _ -> Widgets.space();
            case Part.Board(var rows) -> fields.board(rows);
            case Part.Written written -> typing.written(written);
            case Part.Keyboard keyboard -> typing.keyboard(keyboard);
            case Part.Ink ink -> typing.ink(ink);
            case Part.Quick(var answers) -> fields.quick(answers);
            case Part.Wheels(var columns) -> fields.wheels(columns);
            case Part.Months months -> fields.months(months);
            case Part.Signature signature -> new SignaturePad(widgets, signature, signed).node();
            case Part.Banner banner -> banner(banner);
            case Part.CaseNumber number -> caseNumber(number);
            case Part.Timeline timeline -> timeline(timeline);
            case Part.Link link ->
                widgets.touchable(
                        way(link.control().icon(), link.tint(), link.control().label(), link.sub(), true),
                        link.control());
            case Part.Fact fact -> way(fact.icon(), fact.tint(), fact.text(), fact.sub(), false);
            case Part.Commitment commitment -> commitment(commitment);
            case Part.Slot slot -> drawings.slot(slot);
            case Part.Faces(var grades) -> fields.faces(grades);
            case Part.PayCode(var qr, var caption) -> payCode(qr, caption);
            case Part.Alarm alarm -> drawings.alarm(alarm);
            case Part.Papers papers -> drawings.papers(papers);
            case Part.Turn turn -> fields.turn(turn);
            case Part.Working(var text) -> working(text);
            case Part.Lamps(var lamps) -> backdrop.lamps(lamps);
            case Part.Tasks(var rows) -> backdrop.tasks(rows);
            case Part.Figures(var figures) -> backdrop.figures(figures);
        };
    }

    private Node title(Part.Title title) {
        var box = Widgets.column(widgets.em(0.44), Widgets.label(title.text(), "title"));
        if (!title.lead().isEmpty()) box.getChildren().add(Widgets.label(title.lead(), "lead"));
        return box;
    }

    private Node tiles(Part.Tiles tiles) {
        var grid = Widgets.grid(2, widgets.em(0.625), widgets.em(0.4375));
        int i = 0;
        for (var tile : tiles.tiles()) grid.add(tile(tile), i % 2, i++ / 2);
        return grid;
    }

    private Node tile(Part.Tile tile) {
        boolean large = tile.sub().isEmpty();
        var icon = tinted(tile.control().icon(), tile.tint(), widgets.em(large ? 1.75 : 2.125));
        var name = tile.control().label().replace("|", "");
        var words = Widgets.column(widgets.em(0.1), Widgets.label(name, "tile-name"));
        if (!large) words.getChildren().add(Widgets.label(tile.sub(), "tile-sub"));
        Region box;
        if (large) {
            var column = Widgets.column(widgets.em(0.3), icon, words);
            column.setAlignment(Pos.CENTER);
            words.setAlignment(Pos.CENTER);
            box = column;
        } else {
            words.setAlignment(Pos.CENTER_LEFT);
            box = Widgets.row(widgets.em(0.5), icon, Widgets.grow(words));
        }
        box.getStyleClass().addAll("card", "tile", large ? "tile-large" : "tile-plain");
        return widgets.touchable(box, tile.control());
    }

    private Node finder(Control control) {
        var box = Widgets.row(
                widgets.em(0.625),
                Icons.of(control.icon(), widgets.em(1.35)),
                Widgets.grow(Widgets.label(control.label(), "finder-text")));
        box.getStyleClass().addAll("card", "finder");
        return widgets.touchable(box, control);
    }

    private Region order(Part.Order order) {
        var words = Widgets.column(
                0,
                Widgets.label(order.reason(), "small"),
                Widgets.label(order.control().label(), "order-name"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = Widgets.row(widgets.em(0.5), Widgets.grow(words));
        box.getStyleClass().addAll("card", "order");
        return widgets.touchable(box, order.control());
    }

    private Node found(Part.Found found) {
        var name = new TextFlow();
        name.getStyleClass().add("found-name");
        int at = 0;
        var title = found.control().label();
        for (var span : found.marked()) {
            words(name, title.substring(at, span.from()), "plain");
            words(name, title.substring(span.from(), span.to()), "marked");
            at = span.to();
        }
        words(name, title.substring(at), "plain");
        var words = Widgets.column(widgets.em(0.1), name, Widgets.label(found.sub(), "small"));
        words.setAlignment(Pos.CENTER_LEFT);
        var icon = tinted(found.control().icon(), found.tint(), widgets.em(2.5));
        var box = Widgets.row(widgets.em(0.75), icon, Widgets.grow(words), Icons.of("chev", widgets.em(1.1)));
        box.getStyleClass().addAll("card", "found");
        return widgets.touchable(box, found.control());
    }

    private static void words(TextFlow line, String text, String style) {
        if (text.isEmpty()) return;
        var words = new Text(text);
        words.getStyleClass().addAll("words", style);
        line.getChildren().add(words);
    }

    private Node tinted(String icon, String tint, double edge) {
        var box = Widgets.styled(Icons.of(icon, edge * 0.65), "tint", "tint-" + tint);
        box.setMinSize(edge, edge);
        box.setMaxSize(edge, edge);
        box.setMouseTransparent(true);
        return box;
    }

    private Node themeHead(Part.ThemeHead head) {
        return Widgets.row(
                widgets.em(0.75),
                tinted(head.icon(), head.tint(), widgets.em(2.75)),
                title(new Part.Title(head.title(), head.lead())));
    }

    private Node card(Part.Card card) {
        boolean off = card.control().look() == Control.Look.OFF;
        var head = Widgets.row(
                widgets.em(0.5),
                Widgets.grow(Widgets.label(card.control().label(), "card-name", off ? "muted" : "strong")),
                Icons.of("chev", widgets.em(1.1)));
        var box = Widgets.column(widgets.em(0.5), head, badges(card.badges()), Widgets.label(card.line(), "card-line"));
        if (!card.note().isEmpty()) box.getChildren().add(note(new Part.Note(Part.Tone.AMBER, "warn", card.note())));
        box.getStyleClass().addAll("card", "item-card");
        return widgets.touchable(box, card.control());
    }

    private Node badges(List<Part.Badge> badges) {
        var row = Widgets.row(widgets.em(0.44));
        for (var badge : badges) {
            var box = Widgets.row(widgets.em(0.19));
            if (!badge.icon().isEmpty()) box.getChildren().add(Icons.of(badge.icon(), widgets.em(0.9)));
            box.getChildren().add(Widgets.label(badge.text(), "badge-text"));
            box.getStyleClass().addAll("badge", "tint-" + badge.tint());
            row.getChildren().add(box);
        }
        return row;
    }

    private List<Node> rows(Part.Rows rows) {
        var nodes = new ArrayList<Node>();
        int last = rows.rows().size() - 1;
        for (int i = 0; i <= last; i++) {
            var node = row(rows.rows().get(i));
            node.setMinHeight(Region.USE_PREF_SIZE);
            node.getStyleClass()
                    .add(last == 0 ? "row-only" : i == 0 ? "row-first" : i == last ? "row-last" : "row-mid");
            nodes.add(node);
        }
        return nodes;
    }

    private HBox row(Part.Row row) {
        var box = Widgets.row(widgets.em(0.75));
        box.getStyleClass().add("row");
        if (!row.label().isEmpty()) {
            var lines = row.label().split("\n", 2);
            var label = Widgets.column(0, Widgets.label(lines[0], lines.length > 1 ? "row-strong" : "row-label"));
            if (lines.length > 1) label.getChildren().add(Widgets.label(lines[1], "row-note"));
            double width = lines.length > 1 ? widgets.pixels(368, 430) : widgets.pixels(227, 240);
            label.setMinWidth(width);
            label.setMaxWidth(width);
            label.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(label);
        }
        boolean notice = row.label().contains("\n");
        var value = Widgets.column(widgets.em(0.06), Widgets.label(row.value(), notice ? "row-label" : "row-value"));
        value.setAlignment(Pos.CENTER_LEFT);
        if (!row.note().isEmpty()) value.getChildren().add(Widgets.label(row.note(), "row-note"));
        box.getChildren().add(Widgets.grow(value));
        row.change().ifPresent(change -> {
            var button = Widgets.styled(Widgets.whole(Widgets.label(change.label(), "change-label")), "change");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setMinHeight(widgets.pixels(88, 112));
            button.setMaxHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(widgets.touchable(button, change));
        });
        return box;
    }

    private Node note(Part.Note note) {
        var box = Widgets.row(
                widgets.em(0.625),
                Icons.of(note.icon(), widgets.em(1.35)),
                Widgets.grow(Widgets.label(note.text(), "note-text")));
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().addAll("note", tone(note.tone()));
        return box;
    }

    private static String tone(Part.Tone tone) {
        return "tone-" + tone.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Node iconed(String icon, String text, String style) {
        var box = Widgets.row(
                widgets.em(0.44), Icons.of(icon, widgets.em(1.35)), Widgets.grow(Widgets.label(text, style + "-text")));
        box.getStyleClass().add(style);
        return box;
    }

    private Node banner(Part.Banner banner) {
        var circle = Widgets.styled(Icons.of(banner.icon(), widgets.em(2.4)), "circle");
        circle.setMinSize(widgets.em(4.1), widgets.em(4.1));
        circle.setMaxSize(widgets.em(4.1), widgets.em(4.1));
        var words = title(new Part.Title(banner.title(), banner.lead()));
        var box = Widgets.row(widgets.em(1.1), circle, Widgets.grow(words));
        box.getStyleClass().addAll("banner", tone(banner.tone()));
        return box;
    }

    private Node caseNumber(Part.CaseNumber number) {
        var box = Widgets.column(
                widgets.em(0.1), Widgets.label(number.label(), "small"), Widgets.label(number.number(), "case-number"));
        if (!number.line().isEmpty()) box.getChildren().add(Widgets.label(number.line(), "card-line"));
        box.getStyleClass().addAll("card", "number-card");
        return box;
    }

    private Node timeline(Part.Timeline timeline) {
        var box = new VBox();
        box.getStyleClass().addAll("card", "timeline");
        int last = timeline.stages().size() - 1;
        for (int i = 0; i <= last; i++) {
            var stage = timeline.stages().get(i);
            var dot = new StackPane();
            if (!stage.icon().isEmpty()) dot.getChildren().add(Icons.of(stage.icon(), widgets.em(1.05)));
            dot.getStyleClass().addAll("dot", "dot-" + stage.mark().name().toLowerCase(java.util.Locale.ROOT));
            dot.setMinSize(widgets.em(1.625), widgets.em(1.625));
            dot.setMaxSize(widgets.em(1.625), widgets.em(1.625));
            var line = new Region();
            line.getStyleClass().add(i < last ? "dot-line" : "dot-end");
            line.setMinWidth(4);
            line.setMaxWidth(4);
            VBox.setVgrow(line, Priority.ALWAYS);
            var rail = new VBox(8, dot, line);
            rail.setAlignment(Pos.TOP_CENTER);
            var words = Widgets.column(widgets.em(0.1), Widgets.label(stage.text(), "stage-text"));
            if (!stage.sub().isEmpty()) words.getChildren().add(Widgets.label(stage.sub(), "small"));
            words.setPadding(new Insets(2, 0, i < last ? widgets.em(0.9) : 0, 0));
            var row = new HBox(widgets.em(0.75), rail, Widgets.grow(words));
            box.getChildren().add(row);
        }
        return box;
    }

    /// @param on leads on when touched
    private Node way(String icon, String tint, String text, String sub, boolean on) {
        var words = Widgets.column(widgets.em(0.1), Widgets.label(text, "choice-name"), Widgets.label(sub, "small"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = Widgets.row(widgets.em(0.75), tinted(icon, tint, widgets.em(3)), Widgets.grow(words));
        if (on) box.getChildren().add(Icons.of("chev", widgets.em(1.1)));
        box.getStyleClass().addAll("card", "link", on ? "link-on" : "link-plain");
        return box;
    }

    private Node commitment(Part.Commitment commitment) {
        var controls = Widgets.row(widgets.em(0.5));
        for (var control : commitment.controls()) {
            var button = widgets.button(control);
            button.getStyleClass().add("small-button");
            controls.getChildren().add(button);
        }
        var box = Widgets.column(
                widgets.em(0.4),
                Widgets.label(commitment.title(), "row-strong"),
                Widgets.label(commitment.text(), "commitment-text"),
                controls);
        box.getStyleClass().addAll("card", "commitment");
        return box;
    }

    private Node payCode(String qr, String caption) {
        var code = new StackPane(QrPicture.of(qr, widgets.pixels(560, 400)));
        code.getStyleClass().add("pay-code");
        code.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        var words = Widgets.label(caption, "heading");
        var box = Widgets.column(widgets.em(0.7), code, words);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().addAll("card", "pay-card");
        return box;
    }

    private Node picture(CapturedImage still) {
        var image = new Image(new ByteArrayInputStream(still.jpeg()), 880, widgets.pixels(1000, 660), true, true);
        var frame = Widgets.styled(new ImageView(image), "card", "picture");
        frame.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return new StackPane(frame);
    }

    private Node working(String text) {
        var box = Widgets.column(widgets.em(1), drawings.ring());
        if (!text.isEmpty()) box.getChildren().add(Widgets.label(text, "lead"));
        box.setAlignment(Pos.CENTER);
        box.setPadding(new Insets(widgets.em(2), 0, 0, 0));
        return box;
    }
}
