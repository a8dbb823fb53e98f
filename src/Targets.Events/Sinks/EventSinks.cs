using Sluice.Events.Deliveries;
using Sluice.Outbound;

namespace Sluice.Targets.Events.Sinks;

/// <summary>Everybody that the settings name, as buses and the page of targets know them.</summary>
public sealed class EventSinks : IDisposable
{
    private readonly HttpMessageInvoker _connections;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public EventSinks(EventTargetOptions options)
    {
        _connections = Connections.Create(options.Connections);
        All = [.. options.Sinks.Select(rule => Sink(rule, options))];
        Entries = [.. options.Sinks.Select(rule => Entry(rule, options.Connections))];
    }

    public IReadOnlyList<IEventSink> All { get; }

    internal IReadOnlyList<TargetEntry> Entries { get; }

    public void Dispose() => _connections.Dispose();

    private IEventSink Sink(SinkRule rule, EventTargetOptions options) => rule.Backend switch
    {
        SinkBackend.Webhook webhook => new WebhookSink(rule, webhook, _connections, options.Time),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static TargetEntry Entry(SinkRule rule, ConnectionOptions connections)
    {
        var (backend, url) = rule.Backend switch
        {
            SinkBackend.Webhook webhook => ("webhook", webhook.Url),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new TargetEntry($"events {rule.Name}", backend)
        {
            Actions = [EventTarget.PutEvents],
            Address = url.GetLeftPart(UriPartial.Authority),
            IsNamedBySettings = true,
            Probe = cancellationToken => TargetProbe.OfAsync(
                () => Connections.ReachAsync(connections, url, cancellationToken), Connections.IsNoConnection),
        };
    }
}
