package org.openstm.kiosk.ui.view;

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
import org.openstm.kiosk.ui.screen.Control;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Renders each part as nodes, by one exhaustive switch.
final class PartRenderer {
    private final WidgetFactory widgets;
    private final IllustrationRenderer drawings;
    private final InputRenderer fields;
    private final StaffPartRenderer backdrop;

    PartRenderer(
            WidgetFactory widgets, Consumer<SessionState.PenStroke> signed, Consumer<SessionState.PenStroke> inked) {
        this.widgets = widgets;
        this.drawings = new IllustrationRenderer(widgets);
        this.fields = new InputRenderer(widgets, signed, inked);
        this.backdrop = new StaffPartRenderer(widgets);
    }

    /// A part may become several nodes, so that a page that is too long can break between them.
    List<Node> renderNodes(ScreenPart part) {
        return switch (part) {
            case ScreenPart.LabelledRows rows -> labelledRows(rows);
            case ScreenPart.ChoiceList(var picks) -> fields.choiceRows(picks);
            default -> List.of(renderPart(part));
        };
    }

    /// Gap between the nodes of one part.
    double nodeGap(ScreenPart part) {
        return part instanceof ScreenPart.ChoiceList ? widgets.em(0.5) : 0;
    }

    private Node renderPart(ScreenPart part) {
        return switch (part) {
            case ScreenPart.Title title -> titleNode(title);
            case ScreenPart.Heading(var text) -> WidgetFactory.label(text, "heading");
            case ScreenPart.Sentence(var text) -> WidgetFactory.label(text, "say");
            case ScreenPart.AttractHero hero -> drawings.attractHero(hero);
            case ScreenPart.ThemeTiles tiles -> tileGrid(tiles);
            case ScreenPart.SearchField(var control, var order) ->
                order.<Node>map(beside -> WidgetFactory.row(
                                widgets.em(0.625),
                                searchFieldNode(control),
                                WidgetFactory.growHorizontally(orderSwitchNode(beside))))
                        .orElseGet(() -> searchFieldNode(control));
            case ScreenPart.OrderSwitch order -> orderSwitchNode(order);
            case ScreenPart.FoundItem found -> foundItemNode(found);
            case ScreenPart.ThemeHeading head -> themeHeadingNode(head);
            case ScreenPart.ItemCard card -> itemCardNode(card);
            case ScreenPart.Badges(var badges) -> badgeRow(badges);
            case ScreenPart.LabelledRows rows ->
                WidgetFactory.column(0, labelledRows(rows).toArray(Node[]::new));
            case ScreenPart.NoteBox note -> noteNode(note);
            case ScreenPart.TerminalFront front -> drawings.terminalFront(front);
            case ScreenPart.CameraAim(var person) -> drawings.cameraAim(person);
            case ScreenPart.PicturePreview(var still) -> picturePreview(still);
            case ScreenPart.ErrorText(var text) -> iconLine("warn", text, "wrong");
            case ScreenPart.FlexibleSpace _ -> WidgetFactory.flexibleSpace();
            case ScreenPart.BusyIndicator(var text) -> busyIndicator(text);
            case ScreenPart.StatusLamps(var lamps) -> backdrop.lampGrid(lamps);
            case ScreenPart.TaskList(var rows) -> backdrop.taskList(rows);
            case ScreenPart.FigureGrid(var figures) -> backdrop.figureGrid(figures);
            case ScreenPart.TickBox _,
                    ScreenPart.ChoiceList _,
                    ScreenPart.RegionGrid _,
                    ScreenPart.EntryField _,
                    ScreenPart.DigitPad _,
                    ScreenPart.LetterBoard _,
                    ScreenPart.TextInput _,
                    ScreenPart.TextKeyboard _,
                    ScreenPart.HandwritingPad _,
                    ScreenPart.QuickAnswers _,
                    ScreenPart.DateWheels _,
                    ScreenPart.MonthRange _,
                    ScreenPart.SignatureField _,
                    ScreenPart.RatingFaces _,
                    ScreenPart.PageTurner _ -> fields.renderInput(part);
            case ScreenPart.Banner _,
                    ScreenPart.CaseNumber _,
                    ScreenPart.Timeline _,
                    ScreenPart.LinkCard _,
                    ScreenPart.FactCard _,
                    ScreenPart.Commitment _,
                    ScreenPart.PaperSlot _,
                    ScreenPart.QrCodeCard _,
                    ScreenPart.TakeCardAlarm _,
                    ScreenPart.PaperProgress _ -> renderOutcome(part);
        };
    }

    /// Parts that show what became of a case, and the papers that come out.
    private Node renderOutcome(ScreenPart part) {
        return switch (part) {
            case ScreenPart.Banner banner -> bannerNode(banner);
            case ScreenPart.CaseNumber number -> caseNumberNode(number);
            case ScreenPart.Timeline timeline -> timelineNode(timeline);
            case ScreenPart.LinkCard link ->
                widgets.makeTouchable(
                        linkCard(
                                link.control().icon(),
                                link.tint(),
                                link.control().label(),
                                link.sub(),
                                true),
                        link.control());
            case ScreenPart.FactCard fact -> linkCard(fact.icon(), fact.tint(), fact.text(), fact.sub(), false);
            case ScreenPart.Commitment commitment -> commitmentNode(commitment);
            case ScreenPart.PaperSlot slot -> drawings.paperSlot(slot);
            case ScreenPart.QrCodeCard(var qr, var caption) -> qrCodeCard(qr, caption);
            case ScreenPart.TakeCardAlarm alarm -> drawings.takeCardAlarm(alarm);
            case ScreenPart.PaperProgress papers -> drawings.paperProgress(papers);
            default -> throw new IllegalStateException(part.getClass().getSimpleName() + " shows no outcome");
        };
    }

    private Node titleNode(ScreenPart.Title title) {
        var box = WidgetFactory.column(widgets.em(0.44), WidgetFactory.label(title.text(), "title"));
        if (!title.lead().isEmpty()) box.getChildren().add(WidgetFactory.label(title.lead(), "lead"));
        return box;
    }

    private Node tileGrid(ScreenPart.ThemeTiles tiles) {
        var grid = WidgetFactory.equalColumns(2, widgets.em(0.625), widgets.em(0.4375));
        int i = 0;
        for (var tile : tiles.tiles()) grid.add(tileNode(tile), i % 2, i++ / 2);
        return grid;
    }

    private Node tileNode(ScreenPart.ThemeTile tile) {
        boolean large = tile.sub().isEmpty();
        var icon = tintedIcon(tile.control().icon(), tile.tint(), widgets.em(large ? 1.75 : 2.125));
        var name = tile.control().label().replace("|", "");
        var words = WidgetFactory.column(widgets.em(0.1), WidgetFactory.label(name, "tile-name"));
        if (!large) words.getChildren().add(WidgetFactory.label(tile.sub(), "tile-sub"));
        Region box;
        if (large) {
            var column = WidgetFactory.column(widgets.em(0.3), icon, words);
            column.setAlignment(Pos.CENTER);
            words.setAlignment(Pos.CENTER);
            box = column;
        } else {
            words.setAlignment(Pos.CENTER_LEFT);
            box = WidgetFactory.row(widgets.em(0.5), icon, WidgetFactory.growHorizontally(words));
        }
        box.getStyleClass().addAll("card", "tile", large ? "tile-large" : "tile-plain");
        return widgets.makeTouchable(box, tile.control());
    }

    private Node searchFieldNode(Control control) {
        var box = WidgetFactory.row(
                widgets.em(0.625),
                IconFactory.createIcon(control.icon(), widgets.em(1.35)),
                WidgetFactory.growHorizontally(WidgetFactory.label(control.label(), "finder-text")));
        box.getStyleClass().addAll("card", "finder");
        return widgets.makeTouchable(box, control);
    }

    private Region orderSwitchNode(ScreenPart.OrderSwitch order) {
        var words = WidgetFactory.column(
                0,
                WidgetFactory.label(order.reason(), "small"),
                WidgetFactory.label(order.control().label(), "order-name"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = WidgetFactory.row(widgets.em(0.5), WidgetFactory.growHorizontally(words));
        box.getStyleClass().addAll("card", "order");
        return widgets.makeTouchable(box, order.control());
    }

    private Node foundItemNode(ScreenPart.FoundItem found) {
        var name = new TextFlow();
        name.getStyleClass().add("found-name");
        int at = 0;
        var title = found.control().label();
        for (var span : found.marked()) {
            addStyledText(name, title.substring(at, span.from()), "plain");
            addStyledText(name, title.substring(span.from(), span.to()), "marked");
            at = span.to();
        }
        addStyledText(name, title.substring(at), "plain");
        var words = WidgetFactory.column(widgets.em(0.1), name, WidgetFactory.label(found.sub(), "small"));
        words.setAlignment(Pos.CENTER_LEFT);
        var icon = tintedIcon(found.control().icon(), found.tint(), widgets.em(2.5));
        var box = WidgetFactory.row(
                widgets.em(0.75),
                icon,
                WidgetFactory.growHorizontally(words),
                IconFactory.createIcon("chev", widgets.em(1.1)));
        box.getStyleClass().addAll("card", "found");
        return widgets.makeTouchable(box, found.control());
    }

    private static void addStyledText(TextFlow line, String text, String style) {
        if (text.isEmpty()) return;
        var words = new Text(text);
        words.getStyleClass().addAll("words", style);
        line.getChildren().add(words);
    }

    private Node tintedIcon(String icon, String tint, double edge) {
        var box = WidgetFactory.styledPane(IconFactory.createIcon(icon, edge * 0.65), "tint", "tint-" + tint);
        box.setMinSize(edge, edge);
        box.setMaxSize(edge, edge);
        box.setMouseTransparent(true);
        return box;
    }

    private Node themeHeadingNode(ScreenPart.ThemeHeading head) {
        return WidgetFactory.row(
                widgets.em(0.75),
                tintedIcon(head.icon(), head.tint(), widgets.em(2.75)),
                titleNode(new ScreenPart.Title(head.title(), head.lead())));
    }

    private Node itemCardNode(ScreenPart.ItemCard card) {
        boolean off = card.control().look() == Control.ButtonLook.OFF;
        var head = WidgetFactory.row(
                widgets.em(0.5),
                WidgetFactory.growHorizontally(
                        WidgetFactory.label(card.control().label(), "card-name", off ? "muted" : "strong")),
                IconFactory.createIcon("chev", widgets.em(1.1)));
        var box = WidgetFactory.column(
                widgets.em(0.5), head, badgeRow(card.badges()), WidgetFactory.label(card.line(), "card-line"));
        if (!card.note().isEmpty())
            box.getChildren().add(noteNode(new ScreenPart.NoteBox(ScreenPart.Tone.AMBER, "warn", card.note())));
        box.getStyleClass().addAll("card", "item-card");
        return widgets.makeTouchable(box, card.control());
    }

    private Node badgeRow(List<ScreenPart.Badge> badges) {
        var row = WidgetFactory.row(widgets.em(0.44));
        for (var badge : badges) {
            var box = WidgetFactory.row(widgets.em(0.19));
            if (!badge.icon().isEmpty()) box.getChildren().add(IconFactory.createIcon(badge.icon(), widgets.em(0.9)));
            box.getChildren().add(WidgetFactory.label(badge.text(), "badge-text"));
            box.getStyleClass().addAll("badge", "tint-" + badge.tint());
            row.getChildren().add(box);
        }
        return row;
    }

    private List<Node> labelledRows(ScreenPart.LabelledRows rows) {
        var nodes = new ArrayList<Node>();
        int last = rows.rows().size() - 1;
        for (int i = 0; i <= last; i++) {
            var node = labelledRow(rows.rows().get(i));
            node.setMinHeight(Region.USE_PREF_SIZE);
            node.getStyleClass()
                    .add(last == 0 ? "row-only" : i == 0 ? "row-first" : i == last ? "row-last" : "row-mid");
            nodes.add(node);
        }
        return nodes;
    }

    private HBox labelledRow(ScreenPart.LabelledRow row) {
        var box = WidgetFactory.row(widgets.em(0.75));
        box.getStyleClass().add("row");
        if (!row.label().isEmpty()) {
            var lines = row.label().split("\n", 2);
            var label = WidgetFactory.column(
                    0, WidgetFactory.label(lines[0], lines.length > 1 ? "row-strong" : "row-label"));
            if (lines.length > 1) label.getChildren().add(WidgetFactory.label(lines[1], "row-note"));
            double width = lines.length > 1 ? widgets.pixelsForSize(368, 430) : widgets.pixelsForSize(227, 240);
            label.setMinWidth(width);
            label.setMaxWidth(width);
            label.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(label);
        }
        boolean notice = row.label().contains("\n");
        var value = WidgetFactory.column(
                widgets.em(0.06), WidgetFactory.label(row.value(), notice ? "row-label" : "row-value"));
        value.setAlignment(Pos.CENTER_LEFT);
        if (!row.note().isEmpty()) value.getChildren().add(WidgetFactory.label(row.note(), "row-note"));
        box.getChildren().add(WidgetFactory.growHorizontally(value));
        row.change().ifPresent(change -> {
            var button = WidgetFactory.styledPane(
                    WidgetFactory.withUnbrokenWord(WidgetFactory.label(change.label(), "change-label")), "change");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setMinHeight(widgets.pixelsForSize(88, 112));
            button.setMaxHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(widgets.makeTouchable(button, change));
        });
        return box;
    }

    private Node noteNode(ScreenPart.NoteBox note) {
        var box = WidgetFactory.row(
                widgets.em(0.625),
                IconFactory.createIcon(note.icon(), widgets.em(1.35)),
                WidgetFactory.growHorizontally(WidgetFactory.label(note.text(), "note-text")));
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().addAll("note", toneStyle(note.tone()));
        return box;
    }

    private static String toneStyle(ScreenPart.Tone tone) {
        return "tone-" + tone.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Node iconLine(String icon, String text, String style) {
        var box = WidgetFactory.row(
                widgets.em(0.44),
                IconFactory.createIcon(icon, widgets.em(1.35)),
                WidgetFactory.growHorizontally(WidgetFactory.label(text, style + "-text")));
        box.getStyleClass().add(style);
        return box;
    }

    private Node bannerNode(ScreenPart.Banner banner) {
        var circle = WidgetFactory.styledPane(IconFactory.createIcon(banner.icon(), widgets.em(2.4)), "circle");
        circle.setMinSize(widgets.em(4.1), widgets.em(4.1));
        circle.setMaxSize(widgets.em(4.1), widgets.em(4.1));
        var words = titleNode(new ScreenPart.Title(banner.title(), banner.lead()));
        var box = WidgetFactory.row(widgets.em(1.1), circle, WidgetFactory.growHorizontally(words));
        box.getStyleClass().addAll("banner", toneStyle(banner.tone()));
        return box;
    }

    private Node caseNumberNode(ScreenPart.CaseNumber number) {
        var box = WidgetFactory.column(
                widgets.em(0.1),
                WidgetFactory.label(number.label(), "small"),
                WidgetFactory.label(number.number(), "case-number"));
        if (!number.line().isEmpty()) box.getChildren().add(WidgetFactory.label(number.line(), "card-line"));
        box.getStyleClass().addAll("card", "number-card");
        return box;
    }

    private Node timelineNode(ScreenPart.Timeline timeline) {
        var box = new VBox();
        box.getStyleClass().addAll("card", "timeline");
        int last = timeline.stages().size() - 1;
        for (int i = 0; i <= last; i++) {
            var stage = timeline.stages().get(i);
            var dot = new StackPane();
            if (!stage.icon().isEmpty()) dot.getChildren().add(IconFactory.createIcon(stage.icon(), widgets.em(1.05)));
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
            var words = WidgetFactory.column(widgets.em(0.1), WidgetFactory.label(stage.text(), "stage-text"));
            if (!stage.sub().isEmpty()) words.getChildren().add(WidgetFactory.label(stage.sub(), "small"));
            words.setPadding(new Insets(2, 0, i < last ? widgets.em(0.9) : 0, 0));
            var row = new HBox(widgets.em(0.75), rail, WidgetFactory.growHorizontally(words));
            box.getChildren().add(row);
        }
        return box;
    }

    /// @param on whether a touch leads on
    private Node linkCard(String icon, String tint, String text, String sub, boolean on) {
        var words = WidgetFactory.column(
                widgets.em(0.1), WidgetFactory.label(text, "choice-name"), WidgetFactory.label(sub, "small"));
        words.setAlignment(Pos.CENTER_LEFT);
        var box = WidgetFactory.row(
                widgets.em(0.75), tintedIcon(icon, tint, widgets.em(3)), WidgetFactory.growHorizontally(words));
        if (on) box.getChildren().add(IconFactory.createIcon("chev", widgets.em(1.1)));
        box.getStyleClass().addAll("card", "link", on ? "link-on" : "link-plain");
        return box;
    }

    private Node commitmentNode(ScreenPart.Commitment commitment) {
        var controls = WidgetFactory.row(widgets.em(0.5));
        for (var control : commitment.controls()) {
            var button = widgets.controlButton(control);
            button.getStyleClass().add("small-button");
            controls.getChildren().add(button);
        }
        var box = WidgetFactory.column(
                widgets.em(0.4),
                WidgetFactory.label(commitment.title(), "row-strong"),
                WidgetFactory.label(commitment.text(), "commitment-text"),
                controls);
        box.getStyleClass().addAll("card", "commitment");
        return box;
    }

    private Node qrCodeCard(String qr, String caption) {
        var code = new StackPane(QrCodeView.createQrView(qr, widgets.pixelsForSize(560, 400)));
        code.getStyleClass().add("pay-code");
        code.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        var words = WidgetFactory.label(caption, "heading");
        var box = WidgetFactory.column(widgets.em(0.7), code, words);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().addAll("card", "pay-card");
        return box;
    }

    private Node picturePreview(CapturedImage still) {
        var image =
                new Image(new ByteArrayInputStream(still.jpeg()), 880, widgets.pixelsForSize(1000, 660), true, true);
        var frame = WidgetFactory.styledPane(new ImageView(image), "card", "picture");
        frame.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return new StackPane(frame);
    }

    private Node busyIndicator(String text) {
        var box = WidgetFactory.column(widgets.em(1), drawings.busyRing());
        if (!text.isEmpty()) box.getChildren().add(WidgetFactory.label(text, "lead"));
        box.setAlignment(Pos.CENTER);
        box.setPadding(new Insets(widgets.em(2), 0, 0, 0));
        return box;
    }
}
