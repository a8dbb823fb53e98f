using Sluice.Model;

namespace Sluice.Targets.Services;

/// <summary>Reads the parameters of calls of services as the real call does, and makes none.</summary>
/// <param name="services">Those that are set up; of others it says nothing.</param>
public sealed class ServiceTwin(IReadOnlyList<ConfiguredService> services) : ITargetTwin
{
    public IReadOnlyCollection<string> Actions { get; } = [];

    public bool Serves(string action) => Find(action) is not null;

    public StepFailure? Check(TaskCall call) => Find(call.Action) is { } service ? ServiceCall.Read(service, call).Failure : null;

    private ConfiguredService? Find(string action) =>
        services.FirstOrDefault(service => action.StartsWith(service.Name + ":", StringComparison.Ordinal));
}
