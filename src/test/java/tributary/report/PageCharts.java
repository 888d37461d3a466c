package tributary.report;

import org.jsoup.nodes.Document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers of a page's charts, as its script reads them. */
final class PageCharts {
    private PageCharts() {}

    /** Charts by name. */
    static JsonNode of(Document page) {
        return JsonMapper.shared()
                .readTree(page.expectFirst("script#chart-data").data())
                .required("charts");
    }
}
