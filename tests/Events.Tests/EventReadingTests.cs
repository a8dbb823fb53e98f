using System.Text;
using Sluice.Events.Forms;
using Sluice.Model.Json;

namespace Sluice.Events.Tests;

/// <summary>Goal: events are taken in every form that CloudEvents has over HTTP, and what is none is told with a sentence.</summary>
public sealed class EventReadingTests
{
    private const string One = """{"specversion":"1.0","id":"1","source":"shop","type":"paid","data":{"n":12345678901234567890.10}}""";

    [Theory]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("application/json")]
    public void A_structured_event_is_taken_and_its_numbers_stay_as_they_are_written(string type)
    {
        var taken = Assert.Single(Read(One, type));

        Assert.Equal(("shop", "1", "paid"), (taken.Source, taken.Id, taken.Type));
        Assert.Contains("12345678901234567890.10", taken.Body.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("application/json")]
    public void A_batch_is_taken_in_its_order(string type) => Assert.Equal(
        ["1", "2"], Read($"[{One},{One.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}]", type).Select(taken => taken.Id));

    [Fact]
    public void A_binary_event_has_its_attributes_in_headers()
    {
        var taken = Assert.Single(Read(
            "{\"n\":1}",
            "application/json",
            ("ce-specversion", "1.0"),
            ("ce-id", "7"),
            ("ce-source", "/shop"),
            ("ce-type", "paid"),
            ("ce-subject", "Euro %E2%82%AC"),
            ("ce-region", "eu")));

        var made = (JsonObject)taken.Body.Value;
        Assert.Equal(
            ["7", "/shop", "paid", "Euro €", "eu", "application/json"],
            ((string[])["id", "source", "type", "subject", "region", "datacontenttype"]).Select(name => ((JsonString)made.Get(name)).Value));
        Assert.Equal("{\"n\":1}", made.Get("data").ToString());
    }

    [Fact]
    public void Data_that_is_no_json_is_kept_as_what_it_is()
    {
        (string, string)[] headers = [("ce-specversion", "1.0"), ("ce-id", "7"), ("ce-source", "s"), ("ce-type", "t")];

        Assert.Contains("\"data\":\"a,b\"", Read("a,b", "text/csv", headers)[0].Body.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"data_base64\":\"AP8=\"", Read([0, 255], "application/octet-stream", headers)[0].Body.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("data", Read("", "", headers)[0].Body.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "hello", "Content-Type: 'text/plain' is no form of events; send application/cloudevents+json,")]
    [InlineData("", "hello", "Content-Type: '' is no form of events")]
    [InlineData("application/cloudevents+json", "{", "Request body: not valid JSON at line 1")]
    [InlineData("application/cloudevents+json", "[]", "The event: it must be a JSON object.")]
    [InlineData("application/cloudevents-batch+json", "{}", "The batch: it must be an array of 1 to 100 events.")]
    [InlineData("application/cloudevents-batch+json", "[]", "The batch: it must be an array of 1 to 100 events.")]
    [InlineData("application/cloudevents-batch+json", "[" + One + ",7]", "Event 2 of the batch: it must be a JSON object.")]
    [InlineData("application/cloudevents+json", """{"specversion":"0.3","id":"1","source":"s","type":"t"}""", "spec version")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","source":"s","type":"t"}""", "id")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"","source":"s","type":"t"}""", "The event: ")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t","time":"now"}""", "time")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t","Bad":"x"}""", "Bad")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t","data":1,"data_base64":"AA=="}""", "The event: ")]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"!"}""", "The event: ")]
    public void What_is_no_event_is_told(string type, string body, string sentence)
    {
        var refused = Assert.Throws<EventException>(() => Read(body, type));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(("InvalidArgument", 400), (refused.Code, refused.HttpStatus));
    }

    [Theory]
    [InlineData("0.3", "1", "specversion is 1.0")]
    [InlineData("1.0", "", "The event: ")]
    public void A_binary_event_that_is_none_is_told(string version, string id, string sentence) => Assert.Contains(
        sentence,
        Assert.Throws<EventException>(() => Read(
            "{}", "application/json", ("ce-specversion", version), ("ce-id", id), ("ce-source", "s"), ("ce-type", "t"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_is_too_large_or_too_deep_is_refused()
    {
        var large = Assert.Throws<EventException>(() => Read(
            One.Replace("paid", new string('a', EventReading.MostBytes), StringComparison.Ordinal), EventReading.Structured));
        var deep = Assert.Throws<EventException>(() => Read(
            One.Replace("12345678901234567890.10", new string('[', 200) + new string(']', 200), StringComparison.Ordinal),
            EventReading.Structured));

        Assert.Equal("EventTooLarge", large.Code);
        Assert.Contains("nested deeper than 128 levels", deep.Message, StringComparison.Ordinal);
    }

    /// <summary>Broken in one place each: told, or taken, and nothing else.</summary>
    [Fact]
    public void Whatever_bytes_come_they_are_taken_or_told()
    {
        var random = new Random(7);
        var whole = Encoding.UTF8.GetBytes($"[{One},{One}]");
        for (var i = 0; i < 5_000; i++)
        {
            var broken = whole.ToArray();
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            string[] types = [EventReading.Structured, EventReading.Batched, "application/json"];
            try
            {
                Assert.NotEmpty(Read(broken, types[i % 3]));
            }
            catch (EventException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    private static IReadOnlyList<TakenEvent> Read(string body, string type, params (string, string)[] headers) =>
        Read(Encoding.UTF8.GetBytes(body), type, headers);

    private static IReadOnlyList<TakenEvent> Read(byte[] body, string type, params (string Name, string Value)[] headers) =>
        EventReading.Read(body, type, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal));
}
