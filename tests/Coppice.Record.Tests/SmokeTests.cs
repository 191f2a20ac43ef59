namespace Coppice.Record.Tests;

public class SmokeTests
{
    [Fact]
    public void The_project_builds() => Assert.True(Environment.Version.Major >= 10);
}
