using Microsoft.Extensions.Logging;
using Sluice.Engine.Edge;
using Sluice.Engine.Metering;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Engine.Tasks;
using Sluice.Engine.Turns;
using Sluice.Interpreter;

namespace Sluice.Engine.Express;

/// <summary>What an engine lends to its Express executions.</summary>
internal sealed record ExpressHost(
    EngineOptions Options,
    Clock Clock,
    IEntropy Entropy,
    IWorkScheduler Scheduler,
    AccountLanes Computing,
    DrawSeeds Draws,
    TaskDispatcher Dispatcher,
    StandardStart Starts,
    EngineMemory Memory,
    ExecutionObserver Observer,
    StoreRoom Room,
    StoredQuota Quota,
    IOnlooker? Onlooker,
    ILogger Logger);
