j=0
for i in range(10000000): j=j+i;