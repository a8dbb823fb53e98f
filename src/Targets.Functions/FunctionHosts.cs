using System.Diagnostics;
using Sluice.Outbound;
using Sluice.Targets.Functions.Commands;
using Sluice.Targets.Functions.Hosts;

namespace Sluice.Targets.Functions;

/// <summary>Makes what stands for functions ready to be called, and owns it.</summary>
internal sealed class FunctionHosts : IAsyncDisposable
{
    private readonly FunctionTargetOptions _options;
    private readonly HttpMessageInvoker _connections;
    private readonly HttpMessageInvoker _ownMachine;
    private readonly List<IFunctionHost> _hosts = [];

    public FunctionHosts(FunctionTargetOptions options)
    {
        _options = options;
        _connections = Connections.Create(options.Connections);

        // Programs that are started here listen here, wherever flows may call otherwise.
        _ownMachine = Connections.Create(new ConnectionOptions { ConnectTimeout = options.Connections.ConnectTimeout });
        _hosts.AddRange(options.Functions.Select(Make));
    }

    /// <summary>In the order of the mappings.</summary>
    public IReadOnlyList<(string Pattern, IFunctionHost Host)> All =>
        [.. _options.Functions.Zip(_hosts, (mapping, host) => (mapping.Pattern, host))];

    /// <summary>What each mapping is, in their order.</summary>
    public IEnumerable<TargetEntry> Entries => _options.Functions.Zip(_hosts, (mapping, host) =>
        new TargetEntry(mapping.Pattern, WordOf(mapping.Backend))
        {
            Actions = [FunctionTarget.InvokeFunction],
            Address = host.Address,
            IsNamedBySettings = true,
            NoAnswer = [FunctionFailures.RequestFailed, FunctionFailures.FunctionNotStarted],
            Probe = host.Probe,
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.OfType<IAsyncDisposable>())
        {
            await host.DisposeAsync();
        }

        _ownMachine.Dispose();
        _connections.Dispose();
    }

    /// <summary>As the setting has it.</summary>
    private static string WordOf(FunctionBackend backend) => backend switch
    {
        FunctionBackend.Runtime => "runtime",
        FunctionBackend.Http => "http",
        FunctionBackend.Fc2 => "fc2",
        FunctionBackend.Fc3 => "fc3",
        FunctionBackend.Exec => "exec",
        FunctionBackend.Process => "process",
        FunctionBackend.Mock => "mock",
        _ => throw new UnreachableException(),
    };

    private IFunctionHost Make(FunctionMapping mapping) => mapping.Backend switch
    {
        FunctionBackend.Runtime runtime => OverHttp(RuntimeProtocol.Below(runtime.Endpoint)),
        FunctionBackend.Http http => OverHttp(RuntimeProtocol.At(http.Url)),
        FunctionBackend.Fc2 service => OverHttp(new Fc2Protocol(service, _options.Time)),
        FunctionBackend.Fc3 service => OverHttp(new Fc3Protocol(service, _options.Time)),
        FunctionBackend.Exec exec => new ExecHost(mapping.Pattern, exec, _options.JsonDepth, _options.Time),
        FunctionBackend.Process process => new ProcessHost(
            mapping.Pattern, process, _ownMachine, _options.JsonDepth, _options.Time, _options.Logger),
        FunctionBackend.Mock mock => new MockHost(mapping.Pattern, mock.Answers, _options.JsonDepth),
        _ => throw new UnreachableException(),
    };

    private HttpHost OverHttp(IFunctionProtocol protocol) =>
        new(_connections, protocol, _options.Connections.MostCallsTo(protocol.Endpoint), _options.JsonDepth)
        {
            Address = UrlRules.Shown(protocol.Endpoint),
            Probe = cancellationToken => TargetProbe.OfAsync(
                () => Connections.ReachAsync(_options.Connections, protocol.Endpoint, cancellationToken), Connections.IsNoConnection),
        };
}
