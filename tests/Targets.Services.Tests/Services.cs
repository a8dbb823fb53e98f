using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Names;
using Sluice.Outbound.Signing;

namespace Sluice.Targets.Services.Tests;

/// <summary>Makes and runs calls of services as the engine would.</summary>
internal static class Services
{
    /// <summary>Far above what any test needs; a test that reaches it would otherwise hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly SigningKey Key = new("ak", "sk");

    public static ConfiguredService Rpc(string url) => new("ECS", new Uri(url), "2014-05-26") { Key = Key };

    public static ConfiguredService Roa(string url, string api, string route) => new("CS", new Uri(url), "2015-12-15")
    {
        Style = ServiceStyle.Roa,
        Key = Key,
        Apis = new Dictionary<string, ServiceRoute>
        {
            [api] = ServiceRoute.TryParse(route, out var known) ? known : throw new ArgumentException(route),
        },
    };

    public static TaskCall Call(string action, string parameters, string role = "", string? account = null) => new(
        action,
        JsonPayload.Of(JsonReading.TryParse(parameters, out var value, out var problem) ? value : throw new ArgumentException(problem)),
        TaskToken: null,
        "attempt-7",
        MaxResultBytes: 64 * 1024,
        new(account is null ? AccountId.Default : AccountId.Parse("Account", account), "f", "run", "call", role, DateTimeOffset.MaxValue));

    public static async Task<Outcome<JsonPayload>> InvokeAsync(
        ConfiguredService service, TaskCall call, CancellationToken cancellationToken = default)
    {
        using var target = new ServiceTarget(new() { Services = [service] });
        return await target.InvokeAsync(call, cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }
}
