using System.Collections.Frozen;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Outbound;

namespace Sluice.Targets.Services;

/// <summary>Calls the APIs of services that are set up: the actions <c>&lt;Service&gt;:&lt;Api&gt;</c>.</summary>
/// <remarks>
/// What a flow writes in its parameters is what the service gets, and what the service answers is what the flow gets. A request
/// that was sent is never sent again here. Source: definition language, section 10.7.
/// </remarks>
public sealed class ServiceTarget : ITaskTarget, IDisposable
{
    private readonly FrozenDictionary<string, ConfiguredService> _services;
    private readonly ServiceTargetOptions _options;
    private readonly HttpMessageInvoker _connections;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public ServiceTarget(ServiceTargetOptions options)
    {
        _options = options;
        _services = options.Services.ToFrozenDictionary(service => service.Name, StringComparer.Ordinal);
        _connections = Connections.Create(options.Connections);
        Entries = [.. options.Services.Select(service => Entry(service, options.Connections))];
    }

    /// <remarks>None that could be listed: the services alone know their APIs.</remarks>
    public IReadOnlyCollection<string> Actions { get; } = [];

    public IReadOnlyList<TargetEntry> Entries { get; }

    public bool Serves(string action) => Find(action) is not null;

    public string? AdviceFor(string action) => AdviceFor(action, _services.Keys);

    /// <param name="services">The names of those that are set up.</param>
    /// <inheritdoc cref="ITaskTarget.AdviceFor"/>
    public static string? AdviceFor(string action, IEnumerable<string> services)
    {
        if (action.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return null;
        }

        var name = action[..colon];
        return services.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known
            ? $"Add {ConfiguredService.SettingOf(name)} to the settings, with the endpoint and the version of the service; see docs/services.md."
            : known == name ? null
            : $"The service that is set up is called '{known}': write {known}{action[colon..]}.";
    }

    /// <remarks>The service's host and port: what hangs, hangs there.</remarks>
    public CallPlace PlaceOf(TaskCall call) => Find(call.Action) is { } service
        ? new(UrlRules.HostAndPort(service.Endpoint), _options.Connections.MostCallsTo(service.Endpoint)) { Entry = service.Name }
        : new(call.Action);

    public async Task<Outcome<JsonPayload>> InvokeAsync(TaskCall call, CancellationToken cancellationToken)
    {
        if (Find(call.Action) is not { } service)
        {
            return new StepFailure(FailureCodes.ActionNotSupported, $"Nothing serves {call.Action}. {AdviceFor(call.Action)}");
        }

        if (!service.MayCall(call.Context))
        {
            return new StepFailure(
                FailureCodes.ActionNotSupported,
                $"Flows of account {call.Context.Account} may not call {service.Name}: {service.Setting}.accounts does not name it.");
        }

        if (service.FindKey(call.Context) is not { } key)
        {
            return new StepFailure(
                $"{service.Name}.AccessKeyMissing",
                $"There is no access key for role '{call.Context.Role}'. Add one to {service.Setting}.roles, or {service.Setting}.accessKey for all.");
        }

        return ServiceCall.Read(service, call).TryGet(out var request, out var failure)
            ? await SendAsync(request, () => request.ToMessage(call, key, _options.Time.GetUtcNow()), call, cancellationToken)
            : failure;
    }

    public void Dispose() => _connections.Dispose();

    private static TargetEntry Entry(ConfiguredService service, ConnectionOptions connections) =>
        new(service.Name, service.Style.ToString().ToLowerInvariant())
        {
            Actions = [$"{service.Name}:*"],
            Address = UrlRules.Shown(service.Endpoint),
            IsNamedBySettings = true,
            NoAnswer = [RequestFailed(service)],
            Probe = cancellationToken => TargetProbe.OfAsync(
                () => Connections.ReachAsync(connections, service.Endpoint, cancellationToken), Connections.IsNoConnection),
        };

    /// <summary>No answer: refused, broken off.</summary>
    private static string RequestFailed(ConfiguredService service) => $"{service.Name}.RequestFailed";

    private async Task<Outcome<JsonPayload>> SendAsync(
        ServiceCall request, Func<HttpRequestMessage> make, TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            using var message = make();
            using var response = await _connections.SendAsync(message, cancellationToken);
            return await ServiceAnswer.ReadAsync(response, call, request.Service.Name, _options.JsonDepth, cancellationToken);
        }
        catch (Exception e) when (Connections.IsLostAnswer(e))
        {
            // A cancelled connection may break in ways that look like the other side's doing.
            cancellationToken.ThrowIfCancellationRequested();
            return new StepFailure(
                RequestFailed(request.Service),
                $"{request.Service.Endpoint.GetLeftPart(UriPartial.Authority)} for {request.Api}: {e.GetBaseException().Message.TrimEnd('.')}.");
        }
    }

    private ConfiguredService? Find(string action) => action.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? _services.GetValueOrDefault(action[..colon])
        : null;
}
