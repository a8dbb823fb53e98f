using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sluice.Docs.Tests.Language;

/// <summary>Does what <c>docs/language/service.mjs</c> does, without Node.js; tests/acceptance runs that.</summary>
internal sealed class SampleService : IAsyncDisposable
{
    private static readonly HttpClient Client = new();

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, int> _tries = new(StringComparer.Ordinal);

    private SampleService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Url => _server.Urls.Single();

    /// <summary>Where reports on tasks go.</summary>
    public string Sluice { get; set; } = "";

    public static async Task<SampleService> StartAsync()
    {
        var service = new SampleService();
        await service._server.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext call)
    {
        var parts = call.Request.Path.Value!.Split('/');
        var name = parts.Length > 2 ? parts[2] : (string?)call.Request.Headers["X-Fc-Function-Name"];
        var body = await ReadAsync(call.Request);
        switch (parts[1], name)
        {
            case ("echo", _):
                await GiveAsync(call, 200, Echo(call.Request, body));
                break;
            case ("status", { } status):
                call.Response.StatusCode = int.Parse(status, CultureInfo.InvariantCulture);
                await call.Response.WriteAsync($"this is {status}");
                break;
            case ("flaky", { } id):
                var tries = _tries.AddOrUpdate(id, 1, (_, before) => before + 1);
                await GiveAsync(call, tries <= 2 ? 503 : 200, new() { ["tries"] = tries });
                break;
            case ("approvals", _):
                await GiveAsync(call, 202, []);
                await ReportAsync((string)call.Request.Headers["X-FnF-Http-Callback-Task-Token"]!, (int)body!["amount"]!);
                break;
            case ("invoke", "approve"):
                await GiveAsync(call, 200, []);
                await ReportAsync((string)body!["token"]!, (int)body["amount"]!);
                break;
            case ("invoke", "double") when HasNumber(body):
                await GiveAsync(call, 200, new() { ["doubled"] = 2 * (int)body!["n"]! });
                break;
            case ("invoke", "double"):
                await GiveAsync(
                    call, 400, new() { ["errorType"] = "NotANumber", ["errorMessage"] = "n must be a number" });
                break;
            case ("invoke", "fetchPage"):
                await GiveAsync(call, 200, Page((int)body!["from"]!));
                break;
            default:
                await GiveAsync(call, 404, new() { ["errorMessage"] = $"there is no {parts[1]} {name}" });
                break;
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        return text.Length == 0 ? "" : JsonNode.Parse(text);
    }

    private static bool HasNumber(JsonNode? body) =>
        body is JsonObject given && given["n"] is JsonValue n && n.GetValueKind() == JsonValueKind.Number;

    private static JsonObject Echo(HttpRequest request, JsonNode? body) => new()
    {
        ["method"] = request.Method,
        ["query"] = new JsonObject(
            request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString()))),
        ["body"] = body,
    };

    private static JsonObject Page(int from) => new()
    {
        ["rows"] = new JsonArray(new JsonObject { ["id"] = from + 1 }),
        ["cursor"] = from + 1,
        ["hasMore"] = from == 0,
    };

    private static async Task GiveAsync(HttpContext call, int status, JsonObject answer)
    {
        call.Response.StatusCode = status;
        call.Response.ContentType = "application/json";
        await call.Response.WriteAsync(answer.ToJsonString());
        await call.Response.CompleteAsync();
    }

    private async Task ReportAsync(string token, int amount)
    {
        using var form = new FormUrlEncodedContent(amount <= 1000
            ? [
                new("Action", "ReportTaskSucceeded"), new("Version", "2019-03-15"), new("TaskToken", token),
                new("Output", new JsonObject { ["approved"] = true, ["amount"] = amount }.ToJsonString()),
            ]
            : [
                new("Action", "ReportTaskFailed"), new("Version", "2019-03-15"), new("TaskToken", token),
                new("Error", "TooMuch"), new("Cause", $"{amount} is more than 1000"),
            ]);
        using var answer = await Client.PostAsync(Sluice, form);
    }
}
