using System.Buffers;
using System.Text.Json;
using Sluice.Server.Routing;

namespace Sluice.Server.Health;

/// <summary>Says at <c>/readyz</c> whether calls would succeed now, and what is in the way: to whoever sends callers here.</summary>
/// <remarks>
/// Nobody needs a key for it. So it says which check is not met and why, in words that are the same on every server: no
/// number, no name and no path of this one.
/// </remarks>
internal sealed class Readiness(ReadyChecks checks) : IMount
{
    public bool Takes(HttpRequest request) =>
        request.Path.Value is "/readyz" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var all = checks.Look(stopping.IsCancellationRequested);
        var status = all.All(check => check.IsMet) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        await Answer.Buffered(status, "application/json;charset=utf-8", Written(all)).SendAsync(context, stopping);
    }

    private static ReadOnlyMemory<byte> Written(IReadOnlyList<ReadyCheck> all)
    {
        var written = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(written);
        json.WriteStartObject();
        json.WriteBoolean("ready"u8, all.All(check => check.IsMet));
        json.WriteStartArray("checks"u8);
        foreach (var check in all)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, check.Name);
            json.WriteBoolean("ok"u8, check.IsMet);
            if (check.Reason is { } reason)
            {
                json.WriteString("reason"u8, reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return written.WrittenMemory;
    }
}
