package org.openstm.kiosk.ui.view;

import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.RotateTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.util.Duration;
import org.openstm.kiosk.ui.screen.ScreenPart;

/// Pictures: the idle screen's landscape, the terminal's front, the alarm, papers.
final class IllustrationRenderer {
    private final WidgetFactory widgets;

    IllustrationRenderer(WidgetFactory widgets) {
        this.widgets = widgets;
    }

    private static <S extends Shape> S withStyles(S shape, String... styles) {
        shape.getStyleClass().addAll(styles);
        return shape;
    }

    Node attractHero(ScreenPart.AttractHero hero) {
        var start = WidgetFactory.row(widgets.em(0.8));
        start.setAlignment(Pos.CENTER);
        start.getStyleClass().addAll("start", "look-primary");
        start.getChildren()
                .addAll(
                        IconFactory.createIcon(hero.start().icon(), widgets.em(2.4)),
                        WidgetFactory.label(hero.start().label(), "start-label"));
        start.setMinHeight(widgets.pixelsForSize(168, 190));
        var words = WidgetFactory.column(
                widgets.em(0.7),
                WidgetFactory.label(hero.text(), "hero"),
                WidgetFactory.label(hero.lead(), "hero-lead"));
        words.setPadding(new Insets(widgets.em(1.4), 0, 0, 0));
        var or = WidgetFactory.label(hero.or(), "hero-or");
        var hints = WidgetFactory.label(hero.hints(), "say");
        var foot = new VBox(widgets.em(0.8), widgets.makeTouchable(start, hero.start()), or, hints);
        foot.setAlignment(Pos.CENTER);
        var page = new VBox(words, WidgetFactory.flexibleSpace(), foot);
        page.setPadding(new Insets(0, 64, widgets.em(0.8), 64));
        var land = landscape();
        land.setTranslateY(widgets.pixelsForSize(0, -90)); // the larger start button is higher
        land.setManaged(false);
        land.getStyleClass().add("landscape");
        land.setMouseTransparent(true);
        var stack = new StackPane(land, page);
        stack.getStyleClass().add("attract");
        return stack;
    }

    private static Node landscape() {
        return new Group(
                withStyles(new Rectangle(0, 560, 1080, 480), "land-sky"),
                withStyles(new Circle(790, 840, 96), "land-sun"),
                withStyles(
                        new Polygon(
                                0, 1080, 0, 900, 120, 830, 220, 900, 360, 750, 520, 930, 640, 830, 780, 950, 900, 860,
                                1080, 950, 1080, 1080),
                        "land-far"),
                withStyles(
                        svgPath("M0 1160V1000C180 900 420 1010 620 930C760 880 940 940 1080 1000V1160Z"), "land-mid"),
                withStyles(
                        svgPath("M0 1200V1110C200 1060 420 1120 600 1080C780 1050 940 1080 1080 1100V1200Z"),
                        "land-near"),
                withStyles(new Rectangle(0, 1168, 1080, 240), "land-lake"),
                withStyles(svgPath("M0 1140C160 1110 340 1110 440 1160C400 1200 200 1196 0 1200Z"), "land-shore"),
                withStyles(new Rectangle(215, 1090, 140, 72), "house-wall"),
                withStyles(new Polygon(200, 1092, 285, 1038, 370, 1092), "house-roof"),
                withStyles(new Rectangle(270, 1118, 30, 44), "house-door"),
                withStyles(new Rectangle(96, 1060, 40, 100), "tree-trunk"),
                withStyles(new Circle(116, 1032, 52), "tree-crown"),
                withStyles(new Circle(76, 1052, 36), "tree-crown"),
                withStyles(new Circle(150, 1056, 36), "tree-crown"),
                withStyles(new Rectangle(412, 1080, 24, 74), "tree-trunk"),
                withStyles(new Circle(424, 1070, 44), "tree-crown"));
    }

    private static SVGPath svgPath(String content) {
        var path = new SVGPath();
        path.setContent(content);
        return path;
    }

    /// The front of the terminal: screen above, the reader at the left, scanner and slot
    /// beside it.
    Node terminalFront(ScreenPart.TerminalFront front) {
        var drawing = new Pane();
        // in large type the picture fits beside its question only without the upper part of the screen in it
        double above = widgets.pixelsForSize(0, 100);
        drawing.setMinSize(936, 648 - above);
        drawing.setMaxSize(936, 648 - above);
        var screen = new Group(
                withStyles(new Rectangle(92, -40, 744, 250), "front-frame"),
                withStyles(new Rectangle(124, -40, 680, 218), "front-screen"),
                withStyles(roundedRectangle(288, 50, 350, 26, 13), "front-line"),
                withStyles(roundedRectangle(360, 98, 210, 20, 10), "front-line-faint"));
        drawing.setClip(new Rectangle(0, 0, 936, 648 - above));
        var desk = withStyles(roundedRectangle(34, 246, 868, 376, 24), "front-desk");
        drawing.getChildren().addAll(screen, desk);
        drawing.getChildren().addAll(cardPlace(front), codeScanner(front), terminalSlot());
        drawing.getChildren()
                .addAll(
                        boxAt(
                                WidgetFactory.label(front.card(), "front-name", front.scan() ? "muted" : "blue"),
                                90,
                                572,
                                350),
                        boxAt(
                                WidgetFactory.label(front.scanner(), "front-name", front.scan() ? "blue" : "muted"),
                                510,
                                496,
                                170),
                        boxAt(WidgetFactory.label(front.slot(), "front-name", "muted"), 716, 496, 170));
        drawing.getChildren().forEach(piece -> piece.setTranslateY(-above));
        var box = new StackPane(drawing);
        box.getStyleClass().addAll("card", "front");
        return box;
    }

    private static Node boxAt(Node node, double x, double y, double width) {
        var box = new StackPane(node);
        box.setLayoutX(x);
        box.setLayoutY(y);
        box.setPrefWidth(width);
        return box;
    }

    /// A sheet under a camera, or a person who looks into one; corners mark the visible area.
    Node cameraAim(boolean person) {
        var drawing = new Pane();
        drawing.setMinSize(936, 520);
        drawing.setMaxSize(936, 520);
        drawing.getChildren().add(withStyles(roundedRectangle(58, 96, 820, 400, 24), "front-desk"));
        drawing.getChildren().add(person ? personOutline() : paperSheet());
        drawing.getChildren().addAll(cameraLens(), withStyles(svgPath(CORNERS), "aim-corners"));
        var box = new StackPane(drawing);
        box.getStyleClass().addAll("card", "front");
        return box;
    }

    private static final String CORNERS = "M268 190V140H318M618 140H668V190M668 410V460H618M318 460H268V410";

    private static Node cameraLens() {
        return new Group(
                withStyles(roundedRectangle(388, 24, 160, 62, 18), "front-frame"),
                withStyles(new Circle(468, 55, 22), "front-screen"),
                withStyles(new Circle(468, 55, 10), "front-frame"));
    }

    private static Node paperSheet() {
        var sheet = new Group(withStyles(roundedRectangle(298, 168, 340, 264, 6), "front-box"));
        for (int line = 0; line < 5; line++)
            sheet.getChildren()
                    .add(withStyles(roundedRectangle(334, 204 + line * 42, line == 4 ? 150 : 268, 14, 7), "id-line"));
        return sheet;
    }

    private static Node personOutline() {
        return new Group(
                withStyles(new Circle(468, 262, 72), "id-head"),
                withStyles(svgPath("M340 446a128 118 0 0 1 256 0z"), "id-head"));
    }

    private static Rectangle roundedRectangle(double x, double y, double width, double height, double radius) {
        var rectangle = new Rectangle(x, y, width, height);
        rectangle.setArcWidth(2 * radius);
        rectangle.setArcHeight(2 * radius);
        return rectangle;
    }

    private Node cardPlace(ScreenPart.TerminalFront front) {
        var area = withStyles(roundedRectangle(88, 312, 354, 250, 22), front.scan() ? "front-area-off" : "front-area");
        if (front.scan()) return area;
        var card = new Group(idCard());
        card.setRotate(-6);
        card.setLayoutX(128);
        card.setLayoutY(278);
        var arrow = withStyles(svgPath("M280 206V268M246 236L280 270L314 236"), "front-arrow");
        return new Group(area, card, arrow);
    }

    private static Node idCard() {
        return new Group(
                withStyles(roundedRectangle(0, 0, 300, 190, 18), "id-card"),
                withStyles(roundedRectangle(24, 40, 110, 14, 7), "id-line"),
                withStyles(roundedRectangle(24, 76, 140, 14, 7), "id-line"),
                withStyles(roundedRectangle(24, 112, 110, 14, 7), "id-line"),
                withStyles(roundedRectangle(24, 150, 190, 14, 7), "id-line"),
                withStyles(roundedRectangle(200, 34, 76, 96, 10), "id-photo"),
                withStyles(new Circle(238, 70, 18), "id-head"),
                withStyles(svgPath("M212 122a26 26 0 0 1 52 0z"), "id-head"));
    }

    private static Node codeScanner(ScreenPart.TerminalFront front) {
        return new Group(
                withStyles(roundedRectangle(516, 332, 160, 150, 18), front.scan() ? "front-area" : "front-box"),
                withStyles(roundedRectangle(548, 364, 34, 34, 2), "front-code"),
                withStyles(roundedRectangle(608, 364, 34, 34, 2), "front-code"),
                withStyles(roundedRectangle(548, 420, 34, 34, 2), "front-code"),
                withStyles(roundedRectangle(612, 424, 12, 12, 2), "front-dot"),
                withStyles(roundedRectangle(630, 440, 12, 12, 2), "front-dot"));
    }

    private static Node terminalSlot() {
        return new Group(
                withStyles(roundedRectangle(734, 356, 130, 26, 8), "front-slot"),
                withStyles(svgPath("M752 382h94v66l-12 12-12-12-12 12-12-12-12 12-12-12-11 12-11-12z"), "front-box"));
    }

    Node takeCardAlarm(ScreenPart.TakeCardAlarm alarm) {
        var disc = withStyles(new Circle(360, 360, 350), "alarm-disc");
        var card = new Group(idCard());
        card.setScaleX(1.7);
        card.setScaleY(1.7);
        card.setRotate(-6);
        card.setLayoutX(220);
        card.setLayoutY(260);
        var arrow = withStyles(svgPath("M70 520V780M-30 680L70 784L170 680"), "alarm-arrow");
        var ring = countdownRing(alarm.seconds(), 30, 108, "alarm");
        ring.getChildren().getLast().setTranslateY(-14);
        var unit = WidgetFactory.label(alarm.unit(), "ring-unit");
        unit.setTranslateY(52);
        ring.getChildren().add(unit);
        ring.setLayoutX(560);
        ring.setLayoutY(480);
        var drawing = new Group(disc, card, arrow, ring);
        double size = widgets.pixelsForSize(1, 0.6); // larger text leaves less room
        drawing.setScaleX(size);
        drawing.setScaleY(size);
        var picture = new StackPane(new Group(drawing));
        var words = WidgetFactory.column(
                widgets.em(0.6),
                centeredBox(WidgetFactory.label(alarm.title(), "alarm-title")),
                centeredBox(WidgetFactory.label(alarm.lead(), "alarm-lead")));
        words.setAlignment(Pos.CENTER);
        var box =
                new VBox(widgets.em(1.6), words, picture, centeredBox(WidgetFactory.label(alarm.foot(), "alarm-foot")));
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("alarm");
        return box;
    }

    /// Placed at the foot of the page, next to the slot that it points to.
    Node paperSlot(ScreenPart.PaperSlot slot) {
        var arrow = slot.right()
                ? svgPath("M0 12C70 12 150 40 160 96M104 96H160V34")
                : svgPath("M60 0V96M12 52L60 100L108 52");
        withStyles(arrow, "slot-arrow");
        var row = WidgetFactory.row(widgets.em(1), WidgetFactory.label(slot.text(), "slot-text"), arrow);
        row.setFillHeight(false);
        row.setAlignment(slot.right() ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_CENTER);
        row.getStyleClass().add("slot");
        VBox.setVgrow(row, Priority.ALWAYS);
        return row;
    }

    private static Node centeredBox(Node node) {
        var box = new StackPane(node);
        box.getStyleClass().add("centered");
        return box;
    }

    /// A ring that empties, with the seconds inside.
    StackPane countdownRing(int seconds, int of, double radius, String style) {
        var track = withStyles(new Circle(radius), "ring-track", style + "-track");
        var arc = new Arc(0, 0, radius, radius, 90, -360.0 * Math.clamp(seconds / (double) Math.max(1, of), 0, 1));
        arc.setType(ArcType.OPEN);
        withStyles(arc, "ring-arc", style + "-arc");
        return new StackPane(new Group(track, arc), WidgetFactory.label("" + seconds, "ring-number"));
    }

    /// A progress ring. It turns only while it is shown.
    Node busyRing() {
        var track = withStyles(new Circle(64), "ring-track");
        var arc = new Arc(0, 0, 64, 64, 90, -110);
        arc.setType(ArcType.OPEN);
        var ring = new Group(track, withStyles(arc, "ring-arc", "working-arc"));
        var turn = new RotateTransition(Duration.seconds(1.2), ring);
        turn.setByAngle(360);
        turn.setInterpolator(Interpolator.LINEAR);
        turn.setCycleCount(Animation.INDEFINITE);
        ring.sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) turn.stop();
            else turn.play();
        });
        return ring;
    }

    Node paperProgress(ScreenPart.PaperProgress papers) {
        var row = WidgetFactory.row(widgets.em(1.2));
        row.setAlignment(Pos.CENTER);
        for (int i = 0; i < papers.names().size(); i++) {
            boolean out = i < papers.done();
            var sheet = new Pane();
            sheet.setMinSize(300, 420);
            sheet.setMaxSize(300, 420);
            sheet.getStyleClass().addAll("sheet", out ? "sheet-out" : i == papers.done() ? "sheet-now" : "sheet-ahead");
            for (int line = 0; line < 7; line++)
                sheet.getChildren()
                        .add(withStyles(
                                roundedRectangle(40, 50 + line * 46, line % 3 == 2 ? 150 : 220, 14, 7), "sheet-line"));
            var box = new StackPane(sheet);
            if (out) {
                var mark =
                        WidgetFactory.styledPane(IconFactory.createIcon("check", widgets.em(1.4)), "dot", "dot-done");
                mark.setMaxSize(widgets.em(2), widgets.em(2));
                box.getChildren().add(mark);
                StackPane.setAlignment(mark, Pos.TOP_RIGHT);
            }
            var name = centeredBox(WidgetFactory.label(papers.names().get(i), "stage-text"));
            row.getChildren().add(new VBox(widgets.em(0.4), box, name));
        }
        var bar = new Region();
        bar.getStyleClass().add("progress-done");
        bar.setMaxWidth(936.0 * (papers.done() + 0.5) / papers.names().size());
        bar.setMinHeight(28);
        var track = new StackPane(bar);
        track.getStyleClass().add("progress");
        StackPane.setAlignment(bar, Pos.CENTER_LEFT);
        return WidgetFactory.column(widgets.em(0.8), row, track);
    }
}
