using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Outbound.Signing;
using Sluice.Queues;
using Sluice.Workbench;

namespace Sluice.Targets.Messages.Tests;

/// <summary>Goal: messages that a route takes come where it leads, as whoever is there expects them. Method: a server that keeps what has come.</summary>
public sealed class RouteTests : IAsyncDisposable
{
    private const string Queue = "\"resourceArn\":\"acs:mns:::/queues/orders-eu/messages\"";
    private const string Topic = "\"resourceArn\":\"acs:mns:::/topics/news/messages\"";
    private const string Stored = "<?xml version=\"1.0\"?><Message xmlns=\"http://mns.aliyuncs.com/doc/v1/\"><MessageId>m-1</MessageId><MessageBodyMD5>ABC</MessageBodyMD5></Message>";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-routes-");
    private readonly QueueStore _queues;

    public RouteTests() => _queues = QueueStore.Open(Path.Combine(_directory.FullName, "queues.db"), TimeProvider.System);

    public static TheoryData<string> Lost => HttpFaults.Lost;

    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_webhook_gets_a_cloud_event_that_is_signed()
    {
        await using var server = LoopbackServer.Answering("204 No Content");

        var result = (await SendAsync(Webhook(server.Url, "s"), $"{Queue},\"message\":{{\"id\":7}},\"priority\":3")).Value;

        var sent = (JsonObject)Json(server.Request.Text);
        Assert.Equal(
            Json("""["1.0","1-1-1","acs:mns::1000000000000000:/queues/orders-eu","mns:Queue:SendMessage","f/run",3,"application/json",{"id":7}]"""),
            new JsonArray([.. new[] { "specversion", "id", "source", "type", "subject", "priority", "datacontenttype", "data" }.Select(sent.Get)]));
        Assert.Equal("application/cloudevents+json; charset=utf-8", server.Request.Header("Content-Type"));
        var stamp = server.Request.Header("webhook-timestamp");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"1-1-1.{stamp}."), .. server.Request.Body];
        Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s"), signed)), server.Request.Header("webhook-signature"));
        Assert.Equal(JsonValue.Of("1-1-1"), ((JsonObject)result.Value).Get("MessageId"));
    }

    [Fact]
    public async Task A_secret_in_base64_is_what_it_stands_for_and_without_one_nothing_is_signed()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        await SendAsync(Webhook(server.Url, "whsec_" + Convert.ToBase64String("k"u8)), $"{Queue},\"message\":\"plain\"");
        await SendAsync(Webhook(server.Url, null), $"{Queue},\"message\":\"plain\"");

        var (first, second) = (server.Requests.First(), server.Requests.Last());
        byte[] signed = [.. Encoding.UTF8.GetBytes($"1-1-1.{first.Header("webhook-timestamp")}."), .. first.Body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData("k"u8, signed)), first.Header("webhook-signature"));
        Assert.Null(second.Header("webhook-signature"));
        Assert.Equal(JsonValue.Of("plain"), ((JsonObject)Json(second.Text)).Get("data"));
    }

    [Fact]
    public async Task A_webhook_that_refuses_fails_the_task_and_one_that_would_have_to_wait_is_not_called()
    {
        await using var server = LoopbackServer.Answering("500 Error", "not now");

        var refused = (await SendAsync(Webhook(server.Url, null), $"{Queue},\"message\":\"a\"")).Failure!;
        var delayed = (await SendAsync(Webhook(server.Url, null), $"{Queue},\"message\":\"a\",\"delaySeconds\":5")).Failure!;

        Assert.Equal(("MNS.500", "not now", "FnF.InvalidArgument"), (refused.Code, refused.Cause, delayed.Code));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_vendors_service_gets_its_xml_signed()
    {
        await using var server = LoopbackServer.Answering("201 Created", Stored, "Content-Type: text/xml", "x-mns-request-id: r-1");

        var result = (await SendAsync(Service(server.Url), $"{Queue},\"message\":\"a <&> \u4e2d\",\"delaySeconds\":5")).Value;

        var request = server.Request;
        Assert.Equal("POST /queues/orders-eu/messages HTTP/1.1", request.Line);
        Assert.Equal(["a <&> \u4e2d", "8", "5"], XDocument.Parse(request.Text).Root!.Elements().Select(element => element.Value));
        var text = $"POST\n{request.Header("Content-MD5")}\n{request.Header("Content-Type")}\n{request.Header("Date")}\nx-mns-version:2015-06-06\n{request.Path}";
        Assert.Equal(
            "MNS ak:" + Convert.ToBase64String(HMACSHA1.HashData("sk"u8, Encoding.UTF8.GetBytes(text))), request.Header("Authorization"));
        Assert.Equal(Json("""{"MessageId":"m-1","MessageBodyMD5":"ABC","RequestId":"r-1"}"""), result.Value);
    }

    [Fact]
    public async Task A_topic_of_the_vendors_service_gets_tag_and_attributes()
    {
        await using var server = LoopbackServer.Answering("201 Created", Stored);

        await SendAsync(
            new(IsTopic: true, "*", new MessageBackend.Service(new Uri(server.Url), new SigningKey("ak", "sk", "token"))),
            $"{Topic},\"message\":\"a\",\"messageTag\":\"paid\",\"messageAttributes\":{{\"MailAttributes\":{{\"Subject\":\"s\"}}}}");

        var root = XDocument.Parse(server.Request.Text).Root!;
        Assert.Equal(["MessageBody", "MessageTag", "MessageAttributes"], root.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("""{"Subject":"s"}""", root.Elements().Last().Elements().Single().Value);
        Assert.Equal("token", server.Request.Header("security-token"));
    }

    [Theory]
    [InlineData("404 Not Found", "<Error xmlns=\"http://mns.aliyuncs.com/doc/v1/\"><Code>QueueNotExist</Code><Message>There is none.</Message><RequestId>r</RequestId></Error>", "MNS.QueueNotExist", "There is none. (RequestId r)")]
    [InlineData("503 Busy", "<html>", "MNS.503", "The service answered 503.")]
    [InlineData("201 Created", "{}", "MNS.RequestFailed", "does not say which message")]
    [InlineData("201 Created", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "MNS.RequestFailed", "does not say which message")]
    public async Task What_the_vendors_service_refuses_has_its_code(string status, string body, string code, string cause)
    {
        await using var server = LoopbackServer.Answering(status, body);

        var failure = (await SendAsync(Service(server.Url), $"{Queue},\"message\":\"a\"")).Failure!;

        Assert.Equal(code, failure.Code);
        Assert.Contains(cause, failure.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task Without_an_answer_the_task_fails_and_nothing_is_sent_again(string fault)
    {
        await using var server = HttpFaults.Start(fault);
        var url = HttpFaults.UrlOf(fault, server).ToString();
        foreach (var route in new[] { Webhook(url + "secret-path", "s"), Service(url) })
        {
            var before = server.Requests.Count;
            var outcome = await SendAsync(route, $"{Queue},\"message\":\"a\"");

            // Whoever has said that all is well in the head has taken the message, whatever became of the body.
            Assert.True(outcome.Failure is null ? route.Backend is MessageBackend.Webhook : outcome.Failure.Code == "MNS.RequestFailed");
            Assert.DoesNotContain("secret-path", outcome.Failure?.Cause ?? "", StringComparison.Ordinal);
            Assert.True(server.Requests.Count - before <= 1);
        }
    }

    [Fact]
    public async Task What_no_route_takes_stays_here()
    {
        await using var server = LoopbackServer.Answering("200 OK");

        await SendAsync(Webhook(server.Url, null) with { Pattern = "other*" }, $"{Queue},\"message\":\"a\"");
        await SendAsync(Webhook(server.Url, null) with { IsTopic = true, Pattern = "*" }, $"{Queue},\"message\":\"b\"", "1-1-2");

        Assert.Empty(server.Requests);
        Assert.Equal(2, (await _queues.PeekAsync(AccountId.Default, "orders-eu", 16)).Count);
    }

    [Fact]
    public async Task A_route_is_told_as_what_it_is_and_its_calls_belong_to_it()
    {
        await using var server = LoopbackServer.Answering("204 No Content");
        await using var target = new MessageTarget(_queues, new() { Routes = [Webhook(server.Url + "/hooks/secret-path", "s")] });

        var entry = target.Entries[1];

        Assert.Equal(("queue orders-*", "webhook"), (entry.Name, entry.Backend));
        Assert.Equal(server.Url, entry.Address);
        Assert.Equal(entry.Name, target.PlaceOf(Call($"{Queue},\"message\":1")).Entry);
        Assert.Null(target.PlaceOf(Call($"{Topic},\"message\":1")).Entry);
        Assert.Equal(TargetProbe.Reached, await entry.Probe!(CancellationToken.None));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_character_that_xml_cannot_have_is_told_before_anything_is_sent() => Assert.Equal(
        "FnF.InvalidArgument", (await SendAsync(Service("http://127.0.0.1:1"), $"{Queue},\"message\":\"\\u0001\"")).Failure!.Code);

    private static MessageRoute Webhook(string url, string? secret) =>
        new(IsTopic: false, "orders-*", new MessageBackend.Webhook(new Uri(url), secret));

    private static MessageRoute Service(string url) =>
        new(IsTopic: false, "*", new MessageBackend.Service(new Uri(url), new SigningKey("ak", "sk")));

    private static JsonValue Json(string text) =>
        JsonReading.TryParse(text, out var value, out var problem) ? value : throw new ArgumentException(problem);

    private async Task<Outcome<JsonPayload>> SendAsync(MessageRoute route, string members, string key = "1-1-1")
    {
        await using var target = new MessageTarget(_queues, new() { Routes = [route] });
        return await target.InvokeAsync(Call(members, key), CancellationToken.None).WaitAsync(Patience);
    }

    private static TaskCall Call(string members, string key = "1-1-1") => new(
        MessageTarget.SendMessage,
        JsonPayload.Of(Json($"{{{members}}}")),
        TaskToken: null,
        key,
        64 * 1024,
        new TaskContext(AccountId.Default, "f", "run", "send", "", DateTimeOffset.MaxValue));
}
