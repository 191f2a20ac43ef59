using Coppice.StoreBench;

namespace Coppice.Store.Tests;

/// <summary>A few kills of each kind; <c>./bench kill</c> does two hundred.</summary>
public sealed class KillTests
{
    private const int Kills = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_kills_under_concurrent_writes_every_acknowledged_event_is_there_and_none_is_torn(
        bool onPostgres
    )
    {
        var report = await KillTest.RunAsync(Kills, onPostgres);
        Assert.Empty(report.Problems);
        Assert.Equal(Kills, report.Kills);
        Assert.True(report.Acknowledged > 100, $"only {report.Acknowledged} events were written");
        Assert.True(report.Kept >= report.Acknowledged);
    }
}
