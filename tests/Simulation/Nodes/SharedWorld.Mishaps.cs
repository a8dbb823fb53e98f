using System.Globalization;
using Sluice.Engine.Edge;
using Sluice.Model;
using Sluice.Targets;

namespace Sluice.Simulation.Nodes;

/// <summary>What goes wrong, and what puts it right again after a while.</summary>
public sealed partial class SharedWorld
{
    private readonly Func<bool, Mishap> _mishaps;

    /// <summary>At first nobody has any shard, and whoever asks for one tries again.</summary>
    private TimeSpan _delay = Sweep / 2;

    /// <summary>What is to happen by the clock, as that a frozen node goes on.</summary>
    private int _plans;

    /// <summary>Called before a mishap; what it sees in the store must be there ever after.</summary>
    public Action? OnMishap { get; set; }

    /// <summary>How often something has gone wrong.</summary>
    public int Mishaps { get; private set; }

    /// <summary>How many things between nodes were late, lost, came twice or to the wrong one.</summary>
    public int LinkTroubles => _network.Troubles;

    /// <summary>How much later things may come than to one engine undisturbed.</summary>
    public TimeSpan Delay => _delay + _network.Delay;

    /// <summary>A shard that has lost a commit is away for a moment, and whoever asks it tries again.</summary>
    private CommitFate Note(CommitFate fate)
    {
        _delay += fate == CommitFate.Written ? TimeSpan.Zero : Sweep / 2;
        return fate;
    }

    private bool Meets(Mishap mishap)
    {
        if (mishap == Mishap.None)
        {
            return false;
        }

        OnMishap?.Invoke();
        var node = _nodes[_random.Next(_nodes.Length)];
        var shard = _random.Next(ShardCount);
        var happened = mishap switch
        {
            Mishap.Frozen => Freeze(node, isReplaced: false),
            Mishap.FrozenAndReplaced => Freeze(node, isReplaced: true),
            Mishap.Killed => Kill(node, keepsCommit: false),
            Mishap.KilledCommitting => Kill(node, keepsCommit: true),
            Mishap.Moved => Move(shard, isSaid: true),
            Mishap.MovedUnsaid => Move(shard, isSaid: false),
            Mishap.Expired => Expire(shard),
            Mishap.GivenAgain => GiveAgain(shard),
            Mishap.AnswerTwice => RepeatAnswer(node),
            Mishap.LetterTwice => RepeatLetter(node),
            _ => throw new System.Diagnostics.UnreachableException($"A mishap of kind {mishap}."),
        };
        Mishaps += happened ? 1 : 0;
        return happened;
    }

    private bool Freeze(Node node, bool isReplaced)
    {
        if (node.IsFrozen)
        {
            return false;
        }

        node.IsFrozen = true;
        Plan(Pause(), () => node.IsFrozen = false);
        foreach (var shard in isReplaced ? _surroundings.Leases.Of(node.Number).ToList() : [])
        {
            Give(shard, Other(node.Number));
        }

        return true;
    }

    private bool Kill(Node node, bool keepsCommit)
    {
        if (!keepsCommit)
        {
            node.Store.DropUnderway();
        }

        Bury(node);
        return true;
    }

    /// <summary>A node is dead: its shards are given to others after a while, and it is started anew.</summary>
    private void Bury(Node node)
    {
        node.Die();
        foreach (var shard in _surroundings.Leases.Of(node.Number).ToList())
        {
            Expire(shard);
        }

        _nodes[node.Number] = Begin(node.Number);
    }

    /// <summary>Gives a shard to another node.</summary>
    /// <param name="isSaid">Whether the former owner is told.</param>
    public bool Move(int shard, bool isSaid)
    {
        var former = _surroundings.Leases.OwnerOf(shard);
        Give(shard, former is { } node ? Other(node) : _random.Next(_nodes.Length));
        if (isSaid && former is { } told)
        {
            _nodes[told].Directory.TellTaken(shard);
        }

        _delay += Sweep;
        return true;
    }

    private bool Expire(int shard)
    {
        if (_surroundings.Leases.OwnerOf(shard) is { } former)
        {
            _surroundings.Leases.Give(shard, null);
            _nodes[former].Directory.TellTaken(shard);
        }

        Plan(Pause(), () =>
        {
            if (_surroundings.Leases.OwnerOf(shard) is null)
            {
                Give(shard, _random.Next(_nodes.Length));
            }
        });
        return true;
    }

    private bool GiveAgain(int shard)
    {
        if (_surroundings.Leases.OwnerOf(shard) is { } owner)
        {
            Give(shard, owner);
            _delay += Sweep;
        }

        return true;
    }

    private void Give(int shard, int node)
    {
        _surroundings.Leases.Give(shard, node);
        _nodes[node].Directory.TellGiven(shard);
    }

    private int Other(int node) => (node + 1 + _random.Next(_nodes.Length - 1)) % _nodes.Length;

    /// <summary>Often none at all: what then happens at the same time is the hardest.</summary>
    private TimeSpan Pause() => TimeSpan.FromMilliseconds(_random.Next(3) switch
    {
        0 => 0,
        1 => 300,
        _ => 1_000,
    });

    private void Plan(TimeSpan pause, Action what)
    {
        _plans++;
        _delay += pause + Sweep;
        Time.CreateTimer(
            _ =>
            {
                _plans--;
                what();
            },
            state: null,
            pause,
            Timeout.InfiniteTimeSpan);
    }

    private bool RepeatAnswer(Node node)
    {
        if (Target.Answered.Count == 0)
        {
            return false;
        }

        var (key, result) = Target.Answered[_random.Next(Target.Answered.Count)];
        var (execution, frame, attempt) = Read(key);
        node.Engine.Shards[execution.Shard].Post(new Message.CallEnded(execution, frame, attempt, result));
        return true;
    }

    private bool RepeatLetter(Node node)
    {
        var letters = _nodes.SelectMany(sender => sender.Store.Letters).ToList();
        if (letters.Count == 0)
        {
            return false;
        }

        var letter = letters[_random.Next(letters.Count)];
        node.Engine.Shards[letter.Shard].Post(new Message.Incoming(letter));
        return true;
    }

    /// <summary>Nothing leaves before it is stored: a call belongs to an execution that the store knows, or to an Express one.</summary>
    /// <remarks>Whether its attempt still waits is another matter: by now another node may have ended it.</remarks>
    private void CheckIsStored(TaskCall call)
    {
        var (execution, _, _) = Read(call.IdempotencyKey);
        if (_nodes?.Any(node => node.Engine.Express.IsRunning(execution)) == false
            && Wait(Store.FindExecutionAsync(execution, CancellationToken.None)) is null)
        {
            _mistake = $"Call {call.IdempotencyKey} was made, and the store knows of no such execution.";
        }
    }

    private static (ExecutionId Execution, int Frame, int Attempt) Read(string attemptKey)
    {
        var parts = attemptKey.Split('-');
        return (
            new ExecutionId(long.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
