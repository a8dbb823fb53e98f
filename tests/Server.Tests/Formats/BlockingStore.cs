using System.Reflection;
using System.Runtime.ExceptionServices;
using Sluice.Storage;

namespace Sluice.Server.Tests.Formats;

/// <summary>A store that answers before it returns, so that an engine over it stays on the simulation's one thread.</summary>
public class BlockingStore : DispatchProxy
{
    private static readonly MethodInfo Blocking =
        typeof(BlockingStore).GetMethod(nameof(Block), BindingFlags.NonPublic | BindingFlags.Static)!;

    private IStore? _inner;

    public static IStore Over(IStore inner)
    {
        var store = Create<IStore, BlockingStore>();
        ((BlockingStore)(object)store)._inner = inner;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            var answer = targetMethod!.Invoke(_inner, args);
            return answer?.GetType() is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(ValueTask<>)
                    ? Blocking.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, [answer])
                    : answer;
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    private static ValueTask<T> Block<T>(ValueTask<T> answer)
    {
        var task = answer.AsTask();
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        return new ValueTask<T>(task);
    }
}
