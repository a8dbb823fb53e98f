using Sluice.Events.Patterns;
using Sluice.Model.Json;

namespace Sluice.Events.Tests.Patterns;

/// <summary>Goal: a pattern means what EventBridge's documentation says it means.</summary>
public sealed class EventPatternTests
{
    private const string Event =
        """
        {"specversion":"1.0","id":"7","source":"acs.oss","type":"oss:ObjectCreated:PutObject","subject":"orders/a.jpg",
         "data":{"amount":12.5,"count":3,"name":"","none":null,"paid":true,"tags":["new","eu"],"ip":"10.0.0.7",
         "lines":[{"sku":"a","n":1},{"sku":"b","n":2}],"empty":[],"grid":[["x"],["y"]]}}
        """;

    [Theory]
    [InlineData("""{"source":["acs.oss"]}""", true)]
    [InlineData("""{"source":["acs.ecs","acs.oss"]}""", true)]
    [InlineData("""{"source":["acs.OSS"]}""", false)]
    [InlineData("""{"source":["acs.oss"],"type":["other"]}""", false)]
    [InlineData("""{"source":[{"prefix":"acs."}]}""", true)]
    [InlineData("""{"source":[{"prefix":"oss"}]}""", false)]
    [InlineData("""{"subject":[{"suffix":".png"},{"suffix":".jpg"}]}""", true)]
    [InlineData("""{"subject":[{"suffix":".png"}]}""", false)]
    [InlineData("""{"data":{"amount":[{"prefix":"1"}]}}""", false)]
    [InlineData("""{"data":{"amount":[12.50]}}""", true)]
    [InlineData("""{"data":{"count":["3"]}}""", false)]
    [InlineData("""{"data":{"paid":[true]}}""", true)]
    [InlineData("""{"data":{"name":[""]}}""", true)]
    [InlineData("""{"data":{"none":[null]}}""", true)]
    [InlineData("""{"data":{"missing":[null]}}""", false)]
    [InlineData("""{"data":{"none":[{"exists":true}]}}""", true)]
    [InlineData("""{"data":{"missing":[{"exists":true}]}}""", false)]
    [InlineData("""{"data":{"missing":[{"exists":false}]}}""", true)]
    [InlineData("""{"data":{"deep":{"missing":[{"exists":false}]}}}""", true)]
    [InlineData("""{"data":{"count":[{"exists":false}]}}""", false)]
    [InlineData("""{"data":{"missing":[{"exists":false},"x"]}}""", true)]
    [InlineData("""{"data":{"amount":[{"numeric":[">",12,"<=",12.5]}]}}""", true)]
    [InlineData("""{"data":{"amount":[{"numeric":["<",12.5]}]}}""", false)]
    [InlineData("""{"data":{"count":[{"numeric":["=",3.0]}]}}""", true)]
    [InlineData("""{"data":{"count":[{"numeric":[">=",3]}]}}""", true)]
    [InlineData("""{"data":{"name":[{"numeric":["=",0]}]}}""", false)]
    [InlineData("""{"source":[{"anything-but":"acs.ecs"}]}""", true)]
    [InlineData("""{"source":[{"anything-but":["acs.ecs","acs.oss"]}]}""", false)]
    [InlineData("""{"source":[{"anything-but":{"prefix":"acs."}}]}""", false)]
    [InlineData("""{"subject":[{"anything-but":{"suffix":".png"}}]}""", true)]
    [InlineData("""{"data":{"count":[{"anything-but":[1,2]}]}}""", true)]
    [InlineData("""{"data":{"missing":[{"anything-but":"x"}]}}""", false)]
    [InlineData("""{"data":{"tags":["eu"]}}""", true)]
    [InlineData("""{"data":{"tags":["us","asia"]}}""", false)]
    [InlineData("""{"data":{"tags":[{"prefix":"n"}]}}""", true)]
    [InlineData("""{"data":{"grid":["y"]}}""", true)]
    [InlineData("""{"data":{"empty":["y"]}}""", false)]
    [InlineData("""{"data":{"lines":{"sku":["b"],"n":[2]}}}""", true)]
    [InlineData("""{"data":{"lines":{"sku":["b"],"n":[1]}}}""", false)]
    [InlineData("""{"data":{"ip":[{"cidr":"10.0.0.0/24"}]}}""", true)]
    [InlineData("""{"data":{"ip":[{"cidr":"10.0.1.0/24"}]}}""", false)]
    [InlineData("""{"data":{"name":[{"cidr":"10.0.1.0/24"}]}}""", false)]
    public void A_pattern_matches_as_documented(string pattern, bool matches) =>
        Assert.Equal(matches, EventPattern.Read(pattern).Matches((JsonObject)Json(Event)));

    [Theory]
    [InlineData("[]", "pattern: it must be an object such as {\"type\": [\"order.paid\"]}.")]
    [InlineData("{}", "pattern: line 1, column 1: the pattern is empty, and would match everything; name a field.")]
    [InlineData("{\"data\": {}}", "pattern: line 1, column 10: data is empty, and would match everything; name a field.")]
    [InlineData("{\"type\": \"a\"}", "pattern: line 1, column 10: type must be a list of conditions or an object, not a string; write [\"a\"].")]
    [InlineData("{\"type\": []}", "type is an empty list, which nothing matches.")]
    [InlineData("{\"type\": [{}]}", "type[0] must be a value, or an object with one of prefix, suffix, exists, numeric, anything-but, cidr.")]
    [InlineData("{\"type\": [[1]]}", "type[0] must be a value")]
    [InlineData("{\"type\":\n [{\"prefx\": \"a\"}]}", "pattern: line 2, column 4: type[0].prefx: there is no such condition; Did you mean 'prefix'.")]
    [InlineData("{\"type\": [{\"prefix\": 1}]}", "type[0].prefix must be a string, not a number.")]
    [InlineData("{\"type\": [{\"exists\": \"yes\"}]}", "type[0].exists must be true or false.")]
    [InlineData("{\"type\": [{\"numeric\": [\">\"]}]}", "must be a list of operators and numbers")]
    [InlineData("{\"type\": [{\"numeric\": [\"!=\", 1]}]}", "must have one of = < <= > >= before each number.")]
    [InlineData("{\"type\": [{\"numeric\": [\">\", \"1\"]}]}", "must have a number behind each operator.")]
    [InlineData("{\"type\": [{\"anything-but\": {\"exists\": true}}]}", "must be a value, a list of values, or an object with prefix or suffix.")]
    [InlineData("{\"type\": [{\"cidr\": \"10.0.0.0\"}]}", "must be a network such as 10.0.0.0/24.")]
    [InlineData("{\"type\": ", "pattern: line ")]
    public void What_cannot_be_is_told_with_its_place(string pattern, string sentence) => Assert.Contains(
        sentence, Assert.Throws<EventException>(() => EventPattern.Read(pattern)).Message, StringComparison.Ordinal);

    private static JsonValue Json(string text) => JsonReading.TryParse(text, out var value, out var problem)
        ? value
        : throw new ArgumentException(problem);
}
