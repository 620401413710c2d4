local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
print(fib(15))
local t = {} for i = 1, 200 do t[i] = (i * 7919) % 211 end
table.sort(t, function(a, b) return a < b end) print(table.concat(t, ","))
local co = coroutine and 1
for w in string.gmatch("the quick brown fox", "%a+") do io.write(w:upper(), " ") end print()
local mt = {__add = function(a, b) return setmetatable({v = a.v + b.v}, getmetatable(a)) end, __tostring = function(s) return "<" .. s.v .. ">" end}
local a = setmetatable({v = 1}, mt) for i = 1, 50 do a = a + setmetatable({v = i}, mt) end print(tostring(a))
print(pcall(function() error("boom") end)) print(select('#', 1, nil, 3)) print(string.format("%5.2f|%x|%q", 3.14159, 255, "a\nb"))
local function va(...) local s = 0 for _, v in ipairs({...}) do s = s + v end return s, ... end print(va(1, 2, 3))
goto done do print("no") end ::done:: print((("x"):rep(10, "-")))
