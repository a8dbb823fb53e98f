using Sluice.Engine.Commits;
using Sluice.Engine.Link;
using Sluice.Engine.Nodes;
using Sluice.Engine.Scheduling;
using Sluice.Engine.Starting;
using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Tests.Nodes;

/// <summary>The way from one node to a shard, wherever it is worked on, whatever gets lost.</summary>
public sealed class ForwardingLinkTests
{
    private static readonly StartRequest Start = new(1, "a", IsGenerated: true, ExecutionInput.None);
    private static readonly StopRequest Stop = new(new ExecutionId(1), "f", "", "");
    private static readonly byte[] Row = AnswerCodec.Encode(RowOf("a"));

    private readonly Here _here = new();
    private readonly Others _others = new();

    private ForwardingLink Link => new(_others, _here, new SystemEntropy(), TimeProvider.System);

    [Fact]
    public async Task What_is_here_is_asked_here_and_never_encoded()
    {
        _here.Answers.Enqueue(() => RowOf("here"));
        Assert.Equal("here", (await Link.AskAsync(3, Start)).Name);
    }

    [Fact]
    public async Task Who_says_that_the_shard_is_elsewhere_is_believed_and_the_owner_is_looked_for_again()
    {
        var (wrong, right) = (new Other(AnswerCodec.Encode(new ShardElsewhereException(3))), new Other(Row));
        _others.Owners.Enqueue(wrong);
        _others.Owners.Enqueue(right);

        Assert.Equal("a", (await Link.AskAsync(3, Stop)).Name);
        Assert.Equal((1, 1), (wrong.Numbers.Count, right.Numbers.Count));
    }

    [Fact]
    public async Task Who_does_not_answer_is_asked_again_under_the_same_number_though_another_seems_to_be_the_owner()
    {
        var (silent, other) = (new Other(null, Row), new Other(Row));
        _others.Owners.Enqueue(silent);
        _others.Owners.Enqueue(other);

        await Link.AskAsync(3, Stop);
        Assert.Equal(2, silent.Numbers.Count);
        Assert.Single(silent.Numbers.Distinct());
        Assert.Empty(other.Numbers);
    }

    [Fact]
    public async Task When_a_node_is_gone_that_may_have_stopped_an_execution_nobody_knows_and_no_other_is_asked()
    {
        var (gone, other) = (new Other([null]) { IsGone = true }, new Other(Row));
        _others.Owners.Enqueue(gone);
        _others.Owners.Enqueue(other);

        var refusal = await Assert.ThrowsAsync<ApiException>(() => Link.AskAsync(3, Stop));
        Assert.Equal("InternalServerError", refusal.Code);
        Assert.Empty(other.Numbers);
    }

    [Fact]
    public async Task A_start_goes_to_the_next_owner_and_there_its_name_is_looked_for()
    {
        _others.Owners.Enqueue(new Other([null]) { IsGone = true });
        _here.Answers.Enqueue(() => RowOf("found"));

        Assert.Equal("found", (await Link.AskAsync(3, Start)).Name);
        Assert.True(Assert.IsType<StartRequest>(_here.Asked.Single()).MayHaveComeBefore);
    }

    [Fact]
    public async Task A_refusal_comes_back_as_it_was()
    {
        _others.Owners.Enqueue(new Other(AnswerCodec.Encode(ApiException.ExecutionAlreadyCompleted("a", "f"))));
        var refusal = await Assert.ThrowsAsync<ApiException>(() => Link.AskAsync(3, Stop));
        Assert.Equal("ExecutionAlreadyCompleted", refusal.Code);
    }

    private static ExecutionRow RowOf(string name) => new()
    {
        Id = new(1),
        FlowId = 1,
        RevisionId = 1,
        Name = name,
        Status = ExecutionStatus.Running,
        Started = 1,
    };

    private sealed class Here : IShardLink
    {
        public Queue<Func<object>> Answers { get; } = new();

        public List<ShardRequest> Asked { get; } = [];

        public Task<TAnswer> AskAsync<TAnswer>(int shard, ShardRequest<TAnswer> request)
            where TAnswer : notnull
        {
            Asked.Add(request);
            return Task.FromResult((TAnswer)Answers.Dequeue()());
        }
    }

    /// <summary>Owners in the order in which they are believed to be it; at last this node.</summary>
    private sealed class Others : INodes
    {
        public Queue<INode> Owners { get; } = new();

        public INode? FindOther(int shard) => Owners.TryDequeue(out var owner) ? owner : null;

        public void TellOthers(byte[] news)
        {
        }
    }

    /// <param name="answers">Null for none.</param>
    private sealed class Other(params byte[]?[] answers) : INode
    {
        private readonly Queue<byte[]?> _answers = new(answers);

        public bool IsGone { get; init; }

        public List<UInt128> Numbers { get; } = [];

        public Task<byte[]> AskAsync(UInt128 number, int shard, byte[] request)
        {
            Numbers.Add(number);
            return _answers.Dequeue() is { } answer
                ? Task.FromResult(answer)
                : Task.FromException<byte[]>(new NodeSilentException("It does not answer."));
        }
    }
}
