using System.Runtime.InteropServices;

namespace Sluice.Server.Hosting;

/// <summary>Turns the signals that ask a process to end into a stop of the server.</summary>
/// <remarks>A signal during the stop ends the process at once: what is acknowledged is stored.</remarks>
internal sealed class StopSignals(StopOrder order, IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.AddRange(
            new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }
                .Select(signal => PosixSignalRegistration.Create(signal, OnSignal)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context) => context.Cancel =
        order.Give(atOnce: context.Signal != PosixSignal.SIGTERM, lifetime.StopApplication);
}
